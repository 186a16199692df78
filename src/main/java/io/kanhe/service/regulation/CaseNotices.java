package io.kanhe.service.regulation;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.message.xml.XmlDateTime;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.service.notice.Notice;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the gateway says of a case by itself: its term is over, or it is a mass case. */
final class CaseNotices {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final ParticipantRegistry registry;

  CaseNotices(ParticipantRegistry registry) {
    this.registry = registry;
  }

  /** Starts the clock of the present round again, or for the first time. */
  void startClock(CaseRow row, Instant due, Batch batch) {
    stopClock(row, batch);
    List<Role> readers = List.of(Role.REGULATOR_LOCAL);
    notice(row, overdue(row), "OVERDUE", due, readers).add(batch);
  }

  void stopClock(CaseRow row, Batch batch) {
    Notice.cancel(overdue(row), batch);
  }

  void escalate(CaseRow row, Instant now, Batch batch) {
    String occasion = CaseRegister.SERVICE + "|" + row.caseNo() + "|ESCALATED";
    List<Role> readers = List.of(Role.REGULATOR_LOCAL, Role.POLITICAL_LEGAL);
    notice(row, occasion, "ESCALATED", now, readers).add(batch);
  }

  private static String overdue(CaseRow row) {
    return CaseRegister.SERVICE + "|" + row.caseNo() + "|OVERDUE|" + row.progress().round();
  }

  private Notice notice(CaseRow row, String occasion, String code, Instant due, List<Role> roles) {
    OffsetDateTime time = OffsetDateTime.ofInstant(due.truncatedTo(ChronoUnit.SECONDS), CHINA);
    byte[] payload =
        new ElementWriter("CaseNotice", CaseDocument.NAMESPACE, "version", "1.0")
            .leaf("caseNo", row.caseNo())
            .leaf("noticeCode", code)
            .leaf("noticeTime", XmlDateTime.write(time))
            .leaf("level", row.level())
            .leaf("peopleCount", Integer.toString(row.people()))
            .finish();
    return new Notice(
        occasion,
        due,
        CaseRegister.SERVICE,
        "notice",
        row.caseNo(),
        row.environment(),
        "P07",
        "LB-SUPERV",
        receivers(row, roles),
        payload);
  }

  private List<ParticipantId> receivers(CaseRow row, List<Role> roles) {
    Stream<Uscc> concerned = Stream.of(row.registrar(), row.insurer());
    Stream<Uscc> assignee = Stream.ofNullable(row.progress().assignee());
    return Stream.concat(
            Stream.concat(concerned, assignee).map(registry::byUscc).flatMap(Optional::stream),
            roles.stream().flatMap(role -> registry.byRole(role).stream()))
        .filter(each -> each.role() != Role.GATEWAY)
        .map(Participant::id)
        .distinct()
        .toList();
  }
}
