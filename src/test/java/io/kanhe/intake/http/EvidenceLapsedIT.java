package io.kanhe.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.Stamps;
import io.kanhe.trust.SoapVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose time stamp authorities are down, and whose grace is over at once. */
@Tag("it")
class EvidenceLapsedIT {

  @TempDir private static Path home;

  @Test
  void refusesWhatIsNewAndStillAnswersWhatWasRecorded() throws IOException {
    try (RunningDoors doors =
        new RunningDoors(
            home,
            "--kanhe.timestamp.enabled=true",
            "--kanhe.timestamp.authorities=http://127.0.0.1:1/tsa,http://127.0.0.1:1/other",
            "--kanhe.timestamp.grace=0s")) {
      DoorClient met = doors.client("met-taizhou");
      byte[] first = met.signSoap(SoapVersion.V1_2, DoorClient.alert(), alert());
      assertThat(met.soap(SoapVersion.V1_2, first).statusCode()).isEqualTo(200);
      HttpResponse<String> second =
          met.soap(SoapVersion.V1_2, met.signSoap(SoapVersion.V1_2, DoorClient.alert(), alert()));
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.body()).contains("<k:code>5007 EVIDENCE_LAPSED", "s:Receiver");
      assertThat(second.headers().firstValue("Retry-After")).isPresent();
      assertThat(met.soap(SoapVersion.V1_2, first).statusCode()).isEqualTo(200);
      assertThat(doors.bean(Stamps.class).status().lapsed()).isTrue();
    }
  }

  private static String alert() throws IOException {
    return DoorClient.resource("/catalogue/cap-hail.xml");
  }
}
