package io.kanhe.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.admin.StampState;
import io.kanhe.ledger.StampedCheckpoint;
import io.kanhe.ledger.Stamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimestampsApiTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Duration GRACE = Duration.ofHours(4);

  @Test
  void tellsTheNewestStampItsAuthorityAndItsAge() {
    TimestampsApi.View view = view(Duration.ofSeconds(30), false);
    assertThat(view.state()).isEqualTo(StampState.GOOD);
    assertThat(view.ageSeconds()).isEqualTo(60);
    assertThat(view.authority()).isEqualTo("tsa-1");
    assertThat(view.intakeClosesAt()).isEqualTo(NOW.minusSeconds(30).plus(GRACE));
  }

  @Test
  void saysThatIntakeIsGoingToCloseOnceHalfOfTheGraceIsGone() {
    assertThat(view(Duration.ofHours(2), false).state()).isEqualTo(StampState.GOOD);
    assertThat(view(Duration.ofHours(2).plusSeconds(1), false).state())
        .isEqualTo(StampState.NEAR_LAPSE);
    assertThat(view(Duration.ofHours(5), true).state()).isEqualTo(StampState.LAPSED);
  }

  @Test
  void isGoodWhereNothingWaitsAndWhereStampsAreSwitchedOff() {
    TimestampsApi.View view = api(Stamps.NONE).now();
    assertThat(view.state()).isEqualTo(StampState.GOOD);
    assertThat(view.newest()).isNull();
    assertThat(view.ageSeconds()).isNull();
  }

  private static TimestampsApi.View view(Duration waited, boolean lapsed) {
    Instant since = NOW.minus(waited);
    Stamps.Status status =
        new Stamps.Status(
            5,
            Optional.of(NOW.minusSeconds(60)),
            Optional.of("tsa-1"),
            Optional.of(since),
            Optional.of(since.plus(GRACE)),
            lapsed,
            2);
    return api(new Told(status)).now();
  }

  private static TimestampsApi api(Stamps stamps) {
    return new TimestampsApi(stamps, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private record Told(Status status) implements Stamps {

    @Override
    public void requireInTime() {}

    @Override
    public Optional<StampedCheckpoint> covering(long index) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> over(byte[] data) {
      return Optional.empty();
    }
  }
}
