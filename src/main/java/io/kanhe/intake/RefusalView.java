package io.kanhe.intake;

import io.kanhe.platform.Door;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a refusal.
 *
 * @param code four digits
 * @param sender social credit code and {@code messageId}, only if a signature proved them
 */
public record RefusalView(
    long ledgerIndex,
    int code,
    Door door,
    @Nullable String peer,
    @Nullable String sender,
    @Nullable String messageId,
    String detail,
    String traceId,
    Instant receivedAt) {}
