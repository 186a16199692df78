package io.kanhe.routing;

import org.jspecify.annotations.Nullable;

/**
 * A route that runs, for the console.
 *
 * @param version first 12 hexadecimal digits of the SHA-256 of its file
 * @param line where the route begins, counted from 1
 * @param service whose messages start it; {@code null} for a route that other routes call
 */
public record RouteSummary(
    String id,
    String file,
    String version,
    int line,
    String description,
    @Nullable String service,
    @Nullable String operation,
    @Nullable String format) {}
