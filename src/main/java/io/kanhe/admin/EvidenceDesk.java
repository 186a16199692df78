package io.kanhe.admin;

import io.kanhe.delivery.DeliveryState;
import io.kanhe.delivery.DeliveryView;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.RevocationAnswers;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EvidenceCase;
import io.kanhe.ledger.EvidenceCase.Acknowledgement;
import io.kanhe.ledger.EvidenceCase.SignedBytes;
import io.kanhe.ledger.EvidenceExport;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.SignatureCheck;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.retention.Erasures;
import io.kanhe.retention.ReadLog;
import io.kanhe.trust.CertificateTrust;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Collects all that proves one message and writes it into one file. Thread-safe. */
public final class EvidenceDesk {

  /** States that a signed message of the recipient brought about. */
  private static final Set<DeliveryState> SIGNED_BY_RECIPIENT =
      EnumSet.of(DeliveryState.ACKNOWLEDGED, DeliveryState.DECLINED);

  private final MessageSearch search;
  private final AcceptedMessages messages;
  private final EvidenceExport export;
  private final SignatureCheck signatures;
  private final CertificateTrust trust;
  private final Erasures erasures;
  private final ReadLog reads;
  private final Ledger ledger;
  private final RevocationAnswers answers;

  public EvidenceDesk(
      MessageSearch search,
      AcceptedMessages messages,
      EvidenceExport export,
      SignatureCheck signatures,
      CertificateTrust trust,
      Erasures erasures,
      ReadLog reads,
      Ledger ledger,
      RevocationAnswers answers) {
    this.search = search;
    this.messages = messages;
    this.export = export;
    this.signatures = signatures;
    this.trust = trust;
    this.erasures = erasures;
    this.reads = reads;
    this.ledger = ledger;
    this.answers = answers;
  }

  /**
   * Writes the file for {@code reader}, which is recorded before if the file holds the message.
   * Once that is erased, the file proves everything but holds no content.
   *
   * @throws KanheException 4001 NOT_FOUND if the message is gone without a trace, 5004
   *     STORE_UNAVAILABLE if the reading could not be recorded
   */
  public byte[] export(Journey journey, ReadLog.Reader reader) {
    long index = journey.message().ledgerIndex();
    Receipt receipt = search.receipt(index).orElseThrow(() -> gone(index));
    SortedSet<Long> entries = new TreeSet<>(journey.renewals());
    List<Acknowledgement> acknowledgements = new ArrayList<>();
    for (DeliveryView delivery : journey.deliveries()) {
      Stream.of(delivery.routedIndex(), delivery.handedOverIndex(), delivery.settledIndex())
          .filter(Objects::nonNull)
          .forEach(entries::add);
      Long settled = delivery.settledIndex();
      if (settled != null && SIGNED_BY_RECIPIENT.contains(delivery.state())) {
        Door door = search.byLedgerIndex(settled).orElseThrow(() -> gone(settled)).door();
        if (erasures.of(settled).isEmpty()) {
          acknowledgements.add(new Acknowledgement(settled, signed(door, settled)));
        }
      }
    }
    Optional<Erasures.Erased> erased = erasures.of(index);
    erased.map(Erasures.Erased::entry).ifPresent(entries::add);
    SignedBytes message = erased.isPresent() ? null : signed(journey.message().door(), index);
    if (message != null) {
      reads.record(index, journey.message().messageId(), "evidence", reader);
    }
    return export.write(new EvidenceCase(message, receipt, List.copyOf(entries), acknowledgements));
  }

  private SignedBytes signed(Door door, long index) {
    byte[] raw = messages.raw(index).orElseThrow(() -> gone(index));
    byte[] entry = ledger.entry(index).orElseThrow(() -> gone(index));
    String fact = Entry.parse(entry).facts().getOrDefault(RevocationAnswers.FACT, "");
    return new SignedBytes(
        door, raw, trust.path(signatures.verify(door, raw).certificate()), answers.named(fact));
  }

  private static KanheException gone(long index) {
    return new KanheException(ErrorCode.NOT_FOUND, "nothing is kept for ledger entry " + index);
  }
}
