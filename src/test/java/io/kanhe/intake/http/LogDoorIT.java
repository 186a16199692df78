package io.kanhe.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.HttpLog;
import io.kanhe.ledger.LogVerifier;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.SoapVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log over HTTP: everything on the console's address, hashes alone for participants. */
@Tag("it")
class LogDoorIT {

  private static RunningDoors doors;
  private static DoorClient met;

  @BeforeAll
  static void open(@TempDir Path home) throws IOException {
    doors = new RunningDoors(home);
    met = doors.client("met-taizhou");
    String alert = DoorClient.resource("/catalogue/cap-hail.xml");
    for (int i = 0; i < 3; i++) {
      met.soap(SoapVersion.V1_2, met.signSoap(SoapVersion.V1_2, DoorClient.alert(), alert));
    }
  }

  @AfterAll
  static void close() {
    doors.close();
  }

  @Test
  void aStrangerVerifiesTheWholeLogOverHttp() throws Exception {
    HttpLog log = new HttpLog(HttpClient.newHttpClient(), console("/log"));
    var report = new LogVerifier(doors.bean(NoteVerifier.class)).verify(log, null);
    assertThat(report.fault()).isNull();
    assertThat(report.entries()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void tilesMayBeKeptForEverAndCheckpointsNotAtAll() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    assertThat(get(http, console("/log/tile/0/000.p/2")).headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    assertThat(get(http, console("/log/checkpoint")).headers().firstValue("Cache-Control"))
        .hasValue("no-cache");
    assertThat(get(http, console("/log/tile/0/000.p/2")).body()).hasSize(64);
    assertThat(get(http, console("/log/tile/entries/000.p/3")).statusCode()).isEqualTo(200);
    assertThat(get(http, console("/log/tile/0/000")).statusCode()).isEqualTo(404);
    assertThat(get(http, console("/log/tile/0/0")).statusCode()).isEqualTo(404);
    assertThat(get(http, console("/log/../kanhe.db")).statusCode()).isIn(400, 404);
  }

  @Test
  void participantsGetHashesAndNobodysEntries() throws Exception {
    HttpClient http = HttpClient.newBuilder().sslContext(met.tls).build();
    assertThat(get(http, door("/log/checkpoint")).statusCode()).isEqualTo(200);
    assertThat(get(http, door("/log/tile/0/000.p/3")).body()).hasSize(96);
    assertThat(get(http, door("/log/tile/entries/000.p/3")).statusCode()).isEqualTo(404);
    HttpResponse<byte[]> put =
        http.send(
            HttpRequest.newBuilder(door("/log/checkpoint"))
                .PUT(HttpRequest.BodyPublishers.ofString("x"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(put.statusCode()).isEqualTo(405);
  }

  private static HttpResponse<byte[]> get(HttpClient http, URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static URI console(String path) {
    return URI.create("http://127.0.0.1:" + doors.consolePort() + path);
  }

  private static URI door(String path) {
    return URI.create("https://localhost:" + doors.doorsPort() + path);
  }
}
