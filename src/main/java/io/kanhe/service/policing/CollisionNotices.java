package io.kanhe.service.policing;

import io.kanhe.message.Uscc;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.service.notice.Notice;
import io.kanhe.service.policing.JdbcCollisions.Registered;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gateway tells the insurers of a collision. */
final class CollisionNotices {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final ParticipantRegistry registry;

  CollisionNotices(ParticipantRegistry registry) {
    this.registry = registry;
  }

  /** The occasion on which an insurer is found to keep silent. */
  String missing(Registered collision, Uscc silent) {
    return occasion(collision) + "|COUNTERPART_MISSING|" + silent;
  }

  private static String occasion(Registered collision) {
    return String.join(
        "|", CollisionCase.SERVICE, collision.environment().name(), collision.caseRef());
  }

  Notice missing(Registered collision, Uscc silent, Instant due, List<Uscc> to) {
    return notice(collision, missing(collision, silent), "COUNTERPART_MISSING", due, silent, to);
  }

  /**
   * @param code KL-44
   * @param concerned insurer that the notice is about, if it is about one
   */
  Notice of(
      Registered collision, String code, Instant at, @Nullable Uscc concerned, List<Uscc> to) {
    String occasion =
        occasion(collision)
            + "|"
            + code
            + (concerned == null ? "|" + at.toEpochMilli() : "|" + concerned);
    return notice(collision, occasion, code, at, concerned, to);
  }

  private Notice notice(
      Registered collision,
      String occasion,
      String code,
      Instant due,
      @Nullable Uscc concerned,
      List<Uscc> to) {
    String time = OffsetDateTime.ofInstant(due.truncatedTo(ChronoUnit.SECONDS), CHINA).toString();
    String complete = time.length() == "2026-08-22T15:00+08:00".length() ? seconds(time) : time;
    byte[] payload =
        new ElementWriter("MutualCollisionNotice", CollisionCase.NAMESPACE, "version", "1.0")
            .leaf("caseRef", collision.caseRef())
            .leaf("noticeCode", code)
            .leaf("noticeTime", complete)
            .leaf("insurer", concerned == null ? "" : concerned.value())
            .finish();
    return new Notice(
        occasion,
        due,
        CollisionCase.SERVICE,
        "notice",
        collision.caseRef(),
        collision.environment(),
        "P01",
        "LB-CONTRACT",
        receivers(to),
        payload);
  }

  /** Java leaves seconds out where they are zero; the schema wants them. */
  private static String seconds(String time) {
    int offset = time.indexOf('+');
    return time.substring(0, offset) + ":00" + time.substring(offset);
  }

  private List<ParticipantId> receivers(List<Uscc> insurers) {
    return insurers.stream()
        .map(registry::byUscc)
        .flatMap(Optional::stream)
        .map(Participant::id)
        .toList();
  }
}
