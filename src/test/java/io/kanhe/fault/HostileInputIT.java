package io.kanhe.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Malformed and hostile requests at the doors of one packaged gateway: each is refused with its
 * code, says nothing of the inside, and leaves the door open for the next good message.
 */
class HostileInputIT {

  /** Traces of parsers and frameworks. */
  private static final List<String> INSIDE =
      List.of(
          "Exception", "com.ctc", "row,col", "javax.", "jakarta.", "org.", "java.", "at io.kanhe");

  private static FaultGateway gateway;
  private static HostileBench bench;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.exists(FaultGateway.JAR), "target/app/kanhe.jar is there after package");
    gateway = new FaultGateway("hostile", List.of(), List.of());
    gateway.start();
    bench = new HostileBench(gateway);
    assertThat(bench.soap(bench.envelope()).status()).as("warm-up").isEqualTo(200);
    assertThat(bench.mq(bench.message()).body()).as("warm-up").contains("ACCEPTED");
  }

  @AfterAll
  static void stop() throws Exception {
    if (bench != null) {
      bench.close();
    }
    if (gateway != null) {
      gateway.close();
    }
  }

  static Stream<HostileCase> soap() {
    HostileSoap soap = new HostileSoap(bench);
    return Stream.of(soap.documents(), soap.transport(), soap.signatures()).flatMap(s -> s);
  }

  static Stream<HostileCase> soapHeaders() {
    HostileHeaders headers = new HostileHeaders(bench);
    return Stream.concat(headers.fields(), headers.meaning());
  }

  static Stream<HostileCase> queue() {
    HostileQueue queue = new HostileQueue(bench);
    return Stream.concat(queue.carriers(), queue.contents());
  }

  static Stream<HostileCase> feed() {
    HostileFeed feed = new HostileFeed(bench);
    return Stream.of(feed.requests(), feed.headers(), feed.files()).flatMap(s -> s);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"soap", "soapHeaders"})
  void theSoapDoorRefuses(HostileCase hostile) throws Exception {
    check(hostile);

    assertThat(bench.soap(bench.envelope()).status()).as("a good message after it").isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queue")
  void theQueueDoorRefuses(HostileCase hostile) throws Exception {
    check(hostile);

    assertThat(bench.mq(bench.message()).body())
        .as("a good message after it")
        .contains("<k:outcome>ACCEPTED<");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("feed")
  void theFeedDoorRefuses(HostileCase hostile) throws Exception {
    check(hostile);

    assertThat(new HostileFeed(bench).put("batch").status())
        .as("a good file after it")
        .isEqualTo(201);
  }

  private static void check(HostileCase hostile) throws Exception {
    HostileCase.Reply reply = hostile.attack().send();

    assertThat(reply.code()).as("code in %s", reply).isEqualTo(hostile.code());
    assertThat(reply.status()).as("status of %s", reply).isEqualTo(hostile.status());
    assertThat(reply.body()).doesNotContain(INSIDE);
    if (hostile.code() != 0 && hostile.status() == 0) {
      assertThat(reply.body()).containsAnyOf("<k:outcome>REFUSED<", "<k:Refusal");
    }
    assertThat(bench.isAlive()).isTrue();
  }
}
