package io.kanhe.admin.api;

import io.kanhe.admin.StampState;
import io.kanhe.ledger.Stamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/timestamps}: how the ledger stands with its time stamp authorities. */
@RestController
@RequestMapping("/api/v1/timestamps")
class TimestampsApi {

  private final Stamps stamps;
  private final Clock clock;

  TimestampsApi(Stamps stamps, Clock clock) {
    this.stamps = stamps;
    this.clock = clock;
  }

  /**
   * @param ageSeconds of the newest stamp
   * @param intakeClosesAt if no stamp is had until then
   */
  record View(
      StampState state,
      @Nullable Instant newest,
      @Nullable Long ageSeconds,
      @Nullable String authority,
      long coveredEntries,
      @Nullable Instant waitingSince,
      @Nullable Instant intakeClosesAt,
      long failures) {}

  @GetMapping
  View now() {
    Stamps.Status status = stamps.status();
    Instant now = clock.instant();
    return new View(
        StampState.of(status, now),
        status.newest().orElse(null),
        status.newest().map(time -> Duration.between(time, now).toSeconds()).orElse(null),
        status.authority().orElse(null),
        status.coveredEntries(),
        status.waitingSince().orElse(null),
        status.lapsesAt().orElse(null),
        status.failures());
  }
}
