package io.kanhe.delivery;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads deliveries for console, export and metrics. Thread-safe. */
public interface Deliveries {

  /** Deliveries of an accepted message, in order of recipient and label. */
  List<DeliveryView> of(long ledgerIndex);

  Optional<DeliveryView> find(MessageId id);

  /** The signed bytes that were handed over, or will be. */
  Optional<byte[]> bytes(MessageId id);

  /** Ledger indexes of the entries by which deliveries of an accepted message were signed anew. */
  List<Long> renewals(long ledgerIndex);

  /** Signed forms that a newer one took the place of, oldest first. */
  List<Former> formers(MessageId id);

  /** Open deliveries per recipient; recipients without any are left out. */
  Map<ParticipantId, Backlog> backlog();

  /**
   * @param open deliveries neither acknowledged, declined nor expired
   * @param oldest when the oldest of them was made
   */
  record Backlog(long open, Instant oldest) {}

  /**
   * @param renewedIndex of the RENEWED entry, which names this form and the next
   */
  record Former(Digest bytesDigest, long renewedIndex) {}
}
