package io.kanhe.service.livestock;

import io.kanhe.intake.DomainState.Incoming;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.service.notice.Notice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;

/**
 * Fewer animals reached the plant than were collected: they may have been sold. Said to the
 * husbandry departments and to nobody else.
 */
final class QuantityLoss {

  private static final String CODE = "QUANTITY_LOSS";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.ofHours(8));

  private QuantityLoss() {}

  static boolean isIn(DisposalRecord disposal) {
    return disposal.received() != null && disposal.received() < disposal.quantity();
  }

  static Notice notice(DisposalRecord disposal, Incoming message, List<Participant> husbandry) {
    Instant now = message.receivedAt();
    String received = Objects.toString(disposal.received());
    byte[] payload =
        new ElementWriter("DisposalNotice", DisposalRecord.NAMESPACE, "version", "1.0")
            .leaf("recordNo", disposal.recordNo())
            .leaf("noticeCode", CODE)
            .leaf("noticeTime", SECONDS.format(now))
            .leaf("quantity", Integer.toString(disposal.quantity()))
            .leaf("receivedQuantity", received)
            .finish();
    return new Notice(
        String.join(
            "|",
            DisposalRecord.SERVICE,
            message.header().environment().name(),
            disposal.recordNo(),
            CODE,
            received),
        now,
        DisposalRecord.SERVICE,
        "notice",
        disposal.recordNo(),
        message.header().environment(),
        "P03",
        "LB-LAW-AGRI",
        husbandry.stream().filter(Participant::active).map(Participant::id).toList(),
        payload);
  }
}
