package io.kanhe.delivery;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows of a delivery, for console and export.
 *
 * @param nextAttemptAt {@code null} once settled, or if it is ready now
 * @param lastCode number and name of the error that ended the last attempt, {@code null} after a
 *     good one
 * @param routedIndex ledger index of the ROUTED entry
 * @param handedOverIndex ledger index of the newest HANDED_OVER entry
 * @param settledIndex ledger index of the acknowledgement or of the expiry
 */
public record DeliveryView(
    MessageId id,
    long ledgerIndex,
    ParticipantId recipient,
    Door door,
    String label,
    DeliveryState state,
    int attempts,
    boolean possibleDuplicate,
    int priority,
    Instant createdAt,
    Instant deadline,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant handedOverAt,
    @Nullable Instant settledAt,
    Digest bytesDigest,
    @Nullable String lastCode,
    long routedIndex,
    @Nullable Long handedOverIndex,
    @Nullable Long settledIndex) {}
