package io.kanhe.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.delivery.Consignment;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingWorkTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path ROUTES = Path.of("routes");
  private static final String RED =
      "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>"
          + "<info><severity>Extreme</severity></info></alert>";

  @TempDir Path folder;

  private final MemoryMessages messages = new MemoryMessages();
  private RoutingWork work;
  private RoutingEngine engine;

  @AfterEach
  void stop() {
    if (engine != null) {
      engine.stop();
    }
  }

  @Test
  void commitsWhatTheRouteDecidedForEveryRecipient() {
    start(ROUTES, messages, TestVocabulary.create());
    messages.accept(TestMessages.alert(1, "met-taizhou", "cap-cn", RED));
    MemoryMessages.Commit commit = commitOf(1);
    assertThat(commit.routeIds()).singleElement().asString().matches("ew-alert@[0-9a-f]{12}");
    assertThat(commit.consignments())
        .extracting(c -> c.recipient().value() + " " + c.label() + " " + c.payloadChanged())
        .containsExactly(
            "insurer-a publish false",
            "insurer-b publish false",
            "insurer-c publish false",
            "regulator-zj publish false",
            "emergency-tz publish false",
            "insurer-a alert-impact true",
            "insurer-b alert-impact true");
    assertThat(commit.consignments()).extracting(Consignment::priority).containsOnly(9);
    assertThat(commit.consignments()).extracting(Consignment::serviceId).containsOnly("ew.alert");
    assertThat(commit.consignments().get(6).operation()).isEqualTo("impact");
  }

  @Test
  void transformsTheNationalStructureAndKeepsTheMessagesPriority() {
    start(ROUTES, messages, TestVocabulary.create());
    messages.accept(TestMessages.alert(1, "met-taizhou", "native", "<alert/>"));
    Consignment first = commitOf(1).consignments().get(0);
    assertThat(new String(first.payload(), StandardCharsets.UTF_8))
        .isEqualTo("<cap><alert/></cap>");
    assertThat(first.payloadChanged()).isTrue();
    assertThat(first.priority()).isEqualTo(4);
  }

  @Test
  void commitsAMessageThatNoRouteTakesWithoutConsignments() throws Exception {
    Files.copy(
        ROUTES.resolve("ins-coverage.camel.yaml"), folder.resolve("ins-coverage.camel.yaml"));
    start(folder, messages, TestVocabulary.create());
    messages.accept(TestMessages.alert(1, "met-taizhou", "cap-cn", RED));
    assertThat(commitOf(1).routeIds()).isEmpty();
    assertThat(commitOf(1).consignments()).isEmpty();
  }

  @Test
  void collectsWhatAllMatchingRoutesDecideInOneCommit() throws Exception {
    route("one", "kanhe:deliver?to=insurer-a,role:INSURER");
    route("two", "kanhe:deliver?to=insurer-a,met-taizhou,water-taizhou");
    start(folder, messages, TestVocabulary.create());
    messages.accept(TestMessages.alert(1, "met-taizhou", "cap-cn", RED));
    assertThat(commitOf(1).routeIds()).hasSize(2);
    assertThat(commitOf(1).consignments())
        .extracting(c -> c.recipient().value())
        .containsExactly("insurer-a", "insurer-b", "insurer-c");
  }

  @Test
  void findsWhatWasAcceptedBeforeTheStart() {
    LongStream.rangeClosed(1, 700)
        .forEach(i -> messages.put(TestMessages.alert(i, "met-taizhou", "cap-cn", RED)));
    start(ROUTES, messages, TestVocabulary.create());
    await().atMost(PATIENCE).until(() -> messages.commits.size() == 700);
    assertThat(messages.unrouted(0, 10)).isEmpty();
  }

  @Test
  void loadsNothingAMessageCouldSmuggleIn() {
    Map<String, Object> headers =
        RouteHeaders.of(
            TestMessages.alert(1, "met-taizhou", "cap-cn", RED), new TestParticipants());
    assertThat(headers.keySet()).containsExactlyInAnyOrderElementsOf(RouteHeaders.NAMES);
  }

  @Test
  void oneFailingMessageStopsNoOther() throws Exception {
    Vocabulary vocabulary =
        TestVocabulary.with(
            (message, payload) -> {
              if (message.ledgerIndex() == 2) {
                throw new IllegalStateException("secret of a payload");
              }
            });
    route("kept", "kanhe:keep?in=exposure");
    start(folder, messages, vocabulary);
    for (long i = 1; i <= 3; i++) {
      messages.accept(TestMessages.alert(i, "met-taizhou", "cap-cn", RED));
    }
    await().atMost(PATIENCE).until(() -> messages.commits.size() == 2 && work.stuck().size() == 1);
    StuckMessage stuck = work.stuck().get(0);
    assertThat(stuck.ledgerIndex()).isEqualTo(2);
    assertThat(stuck.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(stuck.retrying()).isFalse();
    assertThat(stuck.detail()).contains("IllegalStateException").doesNotContain("secret");
    assertThat(messages.unrouted(0, 10)).containsExactly(2L);
  }

  @Test
  void triesAgainAfterAPassingFaultAndAfterAPersonSaysSo() throws Exception {
    Map<Long, AtomicInteger> runs = new ConcurrentHashMap<>();
    Vocabulary vocabulary =
        TestVocabulary.with(
            (message, payload) -> {
              int run =
                  runs.computeIfAbsent(message.ledgerIndex(), i -> new AtomicInteger())
                      .incrementAndGet();
              if (message.ledgerIndex() == 1 && run <= 3) {
                throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "the store is away");
              }
              if (message.ledgerIndex() == 2 && run == 1) {
                throw new KanheException(ErrorCode.RULE_FAILED, "wrong for now");
              }
            });
    route("kept", "kanhe:keep?in=exposure");
    start(folder, messages, vocabulary);
    messages.accept(TestMessages.alert(1, "met-taizhou", "cap-cn", RED));
    messages.accept(TestMessages.alert(2, "met-taizhou", "cap-cn", RED));
    commitOf(1);
    await().atMost(PATIENCE).until(() -> work.stuck().size() == 1);
    work.retry(2);
    commitOf(2);
    await().atMost(PATIENCE).until(() -> work.stuck().isEmpty());
    assertThat(runs.get(1L)).hasValue(4);
  }

  @Test
  void triesAgainWhenTheCommitFails() {
    AtomicInteger tries = new AtomicInteger();
    MemoryMessages store =
        new MemoryMessages() {
          @Override
          public CompletableFuture<Void> commit(
              AcceptedMessage message, List<String> routeIds, List<Consignment> consignments) {
            return tries.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(
                    new KanheException(ErrorCode.OVERLOADED, "the queue is full"))
                : super.commit(message, routeIds, consignments);
          }
        };
    start(ROUTES, store, TestVocabulary.create());
    store.accept(TestMessages.alert(1, "met-taizhou", "cap-cn", RED));
    await().atMost(PATIENCE).until(() -> store.commits.containsKey(1L));
    assertThat(tries).hasValue(2);
  }

  @Test
  void failsTheWholeMessageWhenOneBranchOfAMulticastFails() throws Exception {
    Files.writeString(
        folder.resolve("mine.camel.yaml"),
        """
        - route:
            id: mine
            from:
              uri: kanhe:accepted?service=ew.alert
              steps:
                - multicast:
                    steps:
                      - to:
                          uri: kanhe:keep?in=stages
                      - to:
                          uri: kanhe:deliver?to=insurer-a
        """);
    start(
        folder,
        messages,
        TestVocabulary.with(
            (message, payload) -> {
              throw new KanheException(ErrorCode.RULE_FAILED, "no");
            }));
    messages.accept(TestMessages.alert(1, "met-taizhou", "cap-cn", RED));
    await().atMost(PATIENCE).until(() -> work.stuck().size() == 1);
    assertThat(messages.commits).isEmpty();
  }

  private MemoryMessages.Commit commitOf(long index) {
    await().atMost(PATIENCE).until(() -> messages.commits.containsKey(index));
    return messages.commitOf(index);
  }

  private void route(String id, String to) throws Exception {
    Files.writeString(
        folder.resolve(id + ".camel.yaml"),
        ("- route:\n    id: %s\n    from:\n      uri: kanhe:accepted?service=ew.alert\n"
                + "      steps:\n        - to:\n            uri: %s\n")
            .formatted(id, to));
  }

  private void start(Path routes, MemoryMessages store, Vocabulary vocabulary) {
    RouteTable table = new RouteTable();
    RoutingWork.Pace pace = new RoutingWork.Pace(2, Duration.ofMinutes(5), Duration.ofMillis(1));
    work = new RoutingWork(store, store, new TestParticipants(), table, Clock.systemUTC(), pace);
    engine = new RoutingEngine(routes, vocabulary, new RouteFiles(vocabulary), table, work);
    engine.start();
  }
}
