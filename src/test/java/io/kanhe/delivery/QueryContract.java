package io.kanhe.delivery;

import static io.kanhe.delivery.Participants.BUREAU;
import static io.kanhe.delivery.Participants.INSURER_A;
import static io.kanhe.delivery.Participants.INSURER_C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.intake.AcknowledgementSink.Settlement;
import io.kanhe.intake.AnswerDesk.Reply;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.SoapVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query from its request to its answer, on every database. */
abstract class QueryContract {

  private static final long REQUEST = 100;
  private static final long RESPONSE = 200;
  private static final MessageId ASKED = MessageId.named("asked");

  @TempDir Path folder;

  private OutboxFixture fixture;
  private QueryDesk desk;
  private DeliveryAcknowledgements sink;
  private LedgerConsignor consignor;
  private String requestEnvelope = SoapVersion.V1_2.namespace();
  private final OneAnswer agreements = new OneAnswer(INSURER_A, BUREAU);
  private Instant askedAt;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    fixture = new OutboxFixture(open(folder));
    askedAt = fixture.clock.instant();
    desk = fixture.queryDesk();
    sink = new DeliveryAcknowledgements(fixture.clock);
    Participants registry = new Participants();
    QueryAnswers answers =
        new QueryAnswers(
            fixture.queries(),
            desk,
            index -> Optional.of(bytes(requestEnvelope)),
            (version, header, payload, action, created) -> bytes(version + " " + header + payload));
    consignor =
        new LedgerConsignor(
            registry,
            new DeliveryPermission(registry, new QueryCatalogue(), agreements),
            List.of(new PlainSeal(Door.MQ), new PlainSeal(Door.SOAP)),
            fixture.ledger,
            (recipient, priority) -> {},
            answers,
            fixture.bodies,
            (message, consignment, recipient) -> consignment.payload(),
            Duration.ofHours(72),
            fixture.clock);
  }

  @AfterEach
  void close() {
    fixture.database.close();
  }

  @Test
  void theAskerGetsTheProvidersAnswerSignedByTheGateway() {
    MessageId put = ask(Door.SOAP);
    CompletableFuture<Optional<Reply>> waiting =
        CompletableFuture.supplyAsync(() -> desk.await(receipt()));
    answer(put);
    assertThat(waiting.join())
        .get()
        .isInstanceOfSatisfying(
            Reply.Signed.class,
            reply ->
                assertThat(new String(reply.envelope(), StandardCharsets.UTF_8))
                    .startsWith("V1_2 ")
                    .contains("<k:correlationId>" + ASKED + "<")
                    .endsWith("<answer></answer>"));
    assertThat(fixture.outbox.of(RESPONSE))
        .extracting(DeliveryView::state)
        .containsExactly(DeliveryState.ANSWERED);
    assertThat(fixture.outbox.of(REQUEST))
        .extracting(DeliveryView::state)
        .containsExactly(DeliveryState.ACKNOWLEDGED);
  }

  @Test
  void aRepeatedQuestionGetsTheSameAnswerAlsoAfterTheDeadline() {
    MessageId put = ask(Door.SOAP);
    answer(put);
    Reply first = desk.await(receipt()).orElseThrow();
    fixture.clock.advance(Duration.ofMinutes(5));
    Reply again = fixture.queryDesk().await(receipt()).orElseThrow();
    assertThat(((Reply.Signed) again).envelope()).isEqualTo(((Reply.Signed) first).envelope());
  }

  @Test
  void theHandOverOfAnAnswerIsInTheLedger() {
    answer(ask(Door.SOAP));
    desk.sent((Reply.Signed) desk.await(receipt()).orElseThrow());
    assertThat(fixture.ledger.entries(EntryType.HANDED_OVER)).hasSize(1);
    assertThat(fixture.outbox.of(RESPONSE))
        .extracting(DeliveryView::state)
        .containsExactly(DeliveryState.ANSWERED);
  }

  @Test
  void anAnswerKeepsTheSoapVersionOfTheQuestion() {
    requestEnvelope = "<e:Envelope xmlns:e=\"" + SoapVersion.V1_1.namespace() + "\">";
    answer(ask(Door.SOAP));
    Reply reply = desk.await(receipt()).orElseThrow();
    assertThat(new String(((Reply.Signed) reply).envelope(), StandardCharsets.UTF_8))
        .startsWith("V1_1 ");
  }

  @Test
  void theAnswerToAQuestionByMqIsADeliveryLikeAll() {
    answer(ask(Door.MQ));
    assertThat(fixture.outbox.of(RESPONSE))
        .extracting(view -> view.recipient() + " " + view.state())
        .containsExactly("insurer-a PENDING");
  }

  @Test
  void theProviderHasTheTimeOfTheOperationAndNoMore() {
    MessageId put = ask(Door.SOAP);
    assertThat(fixture.view(put).deadline())
        .isEqualTo(fixture.clock.instant().plus(QueryCatalogue.DEADLINE));
    fixture.clock.advance(QueryCatalogue.DEADLINE.plusMillis(1));
    refuses(put, BUREAU, ErrorCode.ANSWER_LATE);
  }

  @Test
  void onlyTheProviderThatWasAskedMayAnswerAndOnlyOnce() {
    MessageId put = ask(Door.SOAP);
    refuses(put, INSURER_C, ErrorCode.NOT_FOUND);
    refuses(MessageId.random(), BUREAU, ErrorCode.NOT_FOUND);
    answer(put);
    refuses(put, BUREAU, ErrorCode.STATE_CONFLICT);
  }

  @Test
  void aProviderThatIsSilentCostsItsAskerTheDeadline() {
    ask(Door.SOAP);
    fixture.clock.advance(QueryCatalogue.DEADLINE);
    assertThat(code(desk.await(receipt()))).isEqualTo(ErrorCode.PARTNER_TIMEOUT);
  }

  @Test
  void aProviderThatIsDownIsToldAtOnce() {
    MessageId put = ask(Door.SOAP);
    CompletableFuture<Optional<Reply>> waiting =
        CompletableFuture.supplyAsync(() -> desk.await(receipt()));
    fixture.record(
        new DeliveryChange.Failed(
            put, 0, ErrorCode.PARTNER_DOWN, fixture.clock.instant().plusSeconds(1)));
    while (!waiting.isDone()) {
      desk.failed(REQUEST, ErrorCode.PARTNER_DOWN);
      Thread.onSpinWait();
    }
    assertThat(code(waiting.join())).isEqualTo(ErrorCode.PARTNER_DOWN);
    fixture.clock.advance(QueryCatalogue.DEADLINE);
    assertThat(code(desk.await(receipt()))).isEqualTo(ErrorCode.PARTNER_DOWN);
  }

  @Test
  void aWrongAnswerAndAnUnsignedOneHaveCodesOfTheirOwn() {
    MessageId put = ask(Door.SOAP);
    assertThat(refusedWith(put, ErrorCode.CONTRACT_VIOLATED)).isEqualTo(ErrorCode.ANSWER_INVALID);
    assertThat(refusedWith(put, ErrorCode.SIGNATURE_INVALID))
        .isEqualTo(ErrorCode.ANSWER_UNVERIFIED);
  }

  @Test
  void aQuestionThatNobodyMayBePutToIsToldAtOnce() {
    agreements.allowed = false;
    CompletableFuture<Optional<Reply>> waiting =
        CompletableFuture.supplyAsync(() -> desk.await(receipt()));
    while (!waiting.isDone()) {
      fixture.unrouted(REQUEST);
      route(request(Door.SOAP), put());
    }
    assertThat(code(waiting.join())).isEqualTo(ErrorCode.NO_AGREEMENT);
  }

  @Test
  void theGatewayMayAnswerByItself() {
    recordMessage(Door.SOAP);
    fixture.unrouted(REQUEST);
    route(request(Door.SOAP), consignment(INSURER_A, Direction.RESPONSE));
    assertThat(desk.await(receipt())).get().isInstanceOf(Reply.Signed.class);
  }

  @Test
  void aMessageThatIsNoQueryHasNoAnswerToWaitFor() {
    Receipt event = receipt(Map.of("direction", "EVENT", "service", QueryCatalogue.SERVICE));
    Receipt other =
        receipt(Map.of("direction", "REQUEST", "service", "met.proof", "operation", "request"));
    assertThat(desk.await(event)).isEmpty();
    assertThat(desk.await(other)).isEmpty();
  }

  @Test
  void anAskerByMqIsToldThatNobodyAnsweredInTime() {
    MessageId put = ask(Door.MQ);
    fixture.clock.advance(QueryCatalogue.DEADLINE);
    Delivery delivery = fixture.outbox.loadOpen(put).orElseThrow();
    Optional<SealedDelivery> notice =
        fixture.unanswered().notice(delivery, fixture.clock.instant());
    fixture.record(new DeliveryChange.Expired(delivery, fixture.clock.instant(), notice));
    assertThat(fixture.outbox.of(REQUEST))
        .extracting(view -> view.recipient() + " " + view.label() + " " + view.state())
        .containsExactlyInAnyOrder("insurer-a unanswered PENDING", "met-taizhou check EXPIRED");
    assertThat(new String(notice.orElseThrow().delivery().bytes(), StandardCharsets.UTF_8))
        .contains("direction=NACK", ASKED.toString())
        .contains("<k:code>5001 PARTNER_TIMEOUT</k:code>");
  }

  @Test
  void anAskerThatWaitsAtTheDoorOrHasItsAnswerIsSentNoNotice() {
    Delivery waitedFor = fixture.outbox.load(ask(Door.SOAP)).orElseThrow();
    assertThat(fixture.unanswered().notice(waitedFor, fixture.clock.instant())).isEmpty();
    answer(waitedFor.id());
    assertThat(fixture.unanswered().notice(waitedFor, fixture.clock.instant())).isEmpty();
  }

  private ErrorCode refusedWith(MessageId put, ErrorCode refusal) {
    CompletableFuture<Optional<Reply>> waiting =
        CompletableFuture.supplyAsync(() -> desk.await(receipt()));
    while (!waiting.isDone()) {
      desk.refused(put, BUREAU, refusal);
      Thread.onSpinWait();
    }
    return code(waiting.join());
  }

  private static ErrorCode code(Optional<Reply> reply) {
    return ((Reply.None) reply.orElseThrow()).code();
  }

  private void refuses(MessageId answered, ParticipantId provider, ErrorCode code) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> settle(answered, provider))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  /** The request is accepted and put to the provider; returns the id under which it has it. */
  private MessageId ask(Door door) {
    recordMessage(door);
    fixture.unrouted(REQUEST);
    route(request(door), put());
    return fixture.outbox.of(REQUEST).get(0).id();
  }

  private void answer(MessageId put) {
    Settlement settlement = settle(put, BUREAU);
    assertThat(settlement.type()).isEqualTo(EntryType.ACCEPTED);
    fixture.record(new Settle(settlement));
    fixture.unrouted(RESPONSE);
    AcceptedMessage message =
        message(RESPONSE, BUREAU, header(Direction.RESPONSE).correlationId(put).build(), Door.SOAP);
    route(message, consignment(INSURER_A, Direction.RESPONSE));
  }

  private Settlement settle(MessageId put, ParticipantId provider) {
    Header answer = header(Direction.RESPONSE).correlationId(put).build();
    return fixture.database.read(connection -> sink.settleByAnswer(connection, provider, answer));
  }

  private void route(AcceptedMessage message, Consignment consignment) {
    consignor.commit(message, List.of("query@1"), List.of(consignment)).join();
  }

  private static Consignment put() {
    return consignment(BUREAU, Direction.REQUEST);
  }

  private static Consignment consignment(ParticipantId recipient, Direction direction) {
    return new Consignment(
        recipient,
        "check",
        QueryCatalogue.SERVICE,
        "check",
        "1.0",
        direction,
        bytes("<answer/>"),
        false,
        4);
  }

  private AcceptedMessage request(Door door) {
    return message(REQUEST, INSURER_A, header(Direction.REQUEST).messageId(ASKED).build(), door);
  }

  private AcceptedMessage message(long index, ParticipantId sender, Header header, Door door) {
    return new AcceptedMessage(
        index,
        sender,
        header,
        new Payload.Inline(bytes("<x/>")),
        "check",
        Digest.sha256(bytes("raw")),
        door,
        askedAt);
  }

  private HeaderBuilder header(Direction direction) {
    return Header.builder(QueryCatalogue.SERVICE, "check", "1.0", direction)
        .sender(new Participants().byId(INSURER_A).orElseThrow().uscc())
        .receiver(new Participants().gateway().uscc())
        .sentTime(fixture.clock.instant().atOffset(ZoneOffset.ofHours(8)))
        .businessKey("CLAIM-1")
        .environment(Environment.Actual)
        .payloadDigest(Digest.sha256(bytes("<x/>")));
  }

  private void recordMessage(Door door) {
    fixture.database.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO message (ledger_index, sender, message_id, service, version,"
                      + " operation, direction, environment, business_key, door, format,"
                      + " raw_digest, sender_sequence, received_at, receipt) VALUES (100,"
                      + " 'insurer-a', ?, 'ps.vehicle.stolen', '1.0', 'check', 'REQUEST',"
                      + " 'Actual', 'CLAIM-1', ?, 'check', 'd', 1, 0, ?)")) {
            insert.setString(1, ASKED.toString());
            insert.setString(2, door.label());
            insert.setBytes(3, new byte[0]);
            return insert.executeUpdate();
          }
        });
  }

  private Receipt receipt() {
    return receipt(
        Map.of(
            "direction", "REQUEST",
            "service", QueryCatalogue.SERVICE,
            "version", "1.0",
            "operation", "check"));
  }

  private Receipt receipt(Map<String, String> facts) {
    Entry entry = Entry.of(EntryType.ACCEPTED, askedAt, facts);
    return new Receipt(
        EntryType.ACCEPTED,
        ASKED,
        Digest.sha256(bytes("raw")),
        null,
        1,
        entry.canonicalBytes(),
        REQUEST,
        REQUEST + 1,
        List.of(),
        "");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
