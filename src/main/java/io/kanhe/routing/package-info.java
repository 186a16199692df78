/**
 * Route files and the Camel component {@code kanhe:}.
 *
 * <p>{@code routes/*.camel.yaml} says which accepted message goes to whom and in which form. A raw
 * Camel route is remote code execution, so three walls stand one behind the other: {@link
 * io.kanhe.routing.RouteFiles} accepts a closed list of steps, languages and addresses only; the
 * engine of {@code RoutingEngine} can resolve no other component or language even if asked; and
 * nothing else of Camel is on the class path. The engine has a registry of its own, so that no
 * route reaches a Spring bean.
 *
 * <p>Headers that a route may read, all of them set by the gateway from what it verified: {@code
 * KanheMessageId}, {@code KanheService}, {@code KanheOperation}, {@code KanheVersion}, {@code
 * KanheFormat}, {@code KanheDirection}, {@code KanheSender} (participant id), {@code
 * KanheSenderRole}, {@code KanheEnvironment}, {@code KanhePriority}. A route may set {@code
 * KanhePriority} and headers of its own, whose names begin with a small letter; no field of a
 * message becomes a header by itself.
 *
 * <p>Must not know: any service, any door, the broker.
 */
@NullMarked
package io.kanhe.routing;

import org.jspecify.annotations.NullMarked;
