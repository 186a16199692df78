/**
 * Keys and encryption of stored message bodies: {@link io.kanhe.body.Bodies}. Deleting a message's
 * key erases all that was stored of it. Knows neither messages nor deliveries. Decision: ADR 0010.
 */
@NullMarked
package io.kanhe.body;

import org.jspecify.annotations.NullMarked;
