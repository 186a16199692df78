package io.kanhe.service.regulation;

import static io.kanhe.service.regulation.LeadParties.GATEWAY;
import static io.kanhe.service.regulation.LeadParties.INSURER_A;
import static io.kanhe.service.regulation.LeadParties.INSURER_B;
import static io.kanhe.service.regulation.LeadParties.OTHER_POLICE;
import static io.kanhe.service.regulation.LeadParties.POLICE;
import static io.kanhe.service.regulation.LeadParties.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Recorded;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.Payload;
import io.kanhe.participant.Participant;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of leads in the commit of their messages, on every database. */
abstract class FraudLeadsContract {

  private static final OffsetDateTime SENT = OffsetDateTime.parse("2026-11-24T10:00:00+08:00");
  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();

  @TempDir Path folder;
  private Database database;
  private FraudLeads leads;
  private long index;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    WorkingCalendar calendar = new WorkingCalendar(java.util.Set.of(), java.util.Set.of());
    LeadTerms terms =
        new LeadTerms(List.of(new LeadTerms.Term(5, LocalDate.parse("2026-01-01"))), calendar);
    leads = new FraudLeads(new LeadParties(), terms);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void goesFromNewToClosed() {
    assertThat(refer("L-1")).isEqualTo("NEW");
    assertThat(police("L-1", LeadSamples.ack(INSURER_A.uscc(), "L-1"))).isEqualTo("ACKED");
    assertThat(police("L-1", LeadSamples.accepted(INSURER_A.uscc(), "L-1", "2026-11-24")))
        .isEqualTo("ACCEPTED");
    assertThat(police("L-1", LeadSamples.result(INSURER_A.uscc(), "L-1", "FILED", "2026-11-24")))
        .isEqualTo("FILED");
    assertThat(
            police("L-1", LeadSamples.result(INSURER_A.uscc(), "L-1", "CONCLUDED", "2026-11-24")))
        .isEqualTo("CLOSED");
    assertThat(row("L-1").progress().state()).isEqualTo(LeadCase.State.CLOSED);
  }

  @Test
  void changesNothingByARepeatedStepAndKeepsWhatCameBefore() {
    refer("L-1");
    police("L-1", LeadSamples.accepted(INSURER_A.uscc(), "L-1", "2026-11-24"));
    LeadRow before = row("L-1");
    assertThat(police("L-1", LeadSamples.accepted(INSURER_A.uscc(), "L-1", "2026-11-24")))
        .isEqualTo("ACCEPTED");
    assertThat(row("L-1")).isEqualTo(before);
    assertThat(refused(() -> police("L-1", LeadSamples.returned(INSURER_A.uscc(), "L-1"))))
        .isEqualTo(ErrorCode.STATE_CONFLICT);
    assertThat(row("L-1")).isEqualTo(before);
  }

  @Test
  void takesALeadNumberOnceForEachReporter() {
    refer("L-1");
    assertThat(refused(() -> refer("L-1"))).isEqualTo(ErrorCode.STATE_CONFLICT);
    assertThat(submit(INSURER_B, "refer", "L-1", lead(INSURER_B, "L-1", "同车多赔"), POLICE))
        .isEqualTo("NEW");
  }

  /** Another unit must not even learn whether the lead exists. */
  @Test
  void refusesStepsOfWhoWasNotAddressed() {
    refer("L-1");
    String ack = LeadSamples.ack(INSURER_A.uscc(), "L-1");
    String unknown = LeadSamples.ack(INSURER_A.uscc(), "L-2");
    assertThat(refused(() -> submit(OTHER_POLICE, "progress", "L-1", ack, INSURER_A)))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(() -> submit(POLICE, "progress", "L-2", unknown, INSURER_A)))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void refusesALeadInAnothersName() {
    assertThat(
            refused(() -> submit(INSURER_B, "refer", "L-1", lead(INSURER_A, "L-1", "同车"), POLICE)))
        .isEqualTo(ErrorCode.RULE_FAILED);
    assertThat(refused(() -> submit(POLICE, "refer", "L-1", lead(POLICE, "L-1", "同车"), POLICE)))
        .isEqualTo(ErrorCode.NO_AGREEMENT);
    assertThat(
            refused(() -> submit(INSURER_A, "refer", "L-2", lead(INSURER_A, "L-1", "同车"), POLICE)))
        .isEqualTo(ErrorCode.RULE_FAILED);
  }

  @Test
  void wantsExactlyOnePoliceUnit() {
    String lead = lead(INSURER_A, "L-1", "同车");
    assertThat(refused(() -> submit(INSURER_A, "refer", "L-1", lead, REGULATOR)))
        .isEqualTo(ErrorCode.RULE_FAILED);
    assertThat(refused(() -> submit(INSURER_A, "refer", "L-1", lead, POLICE, OTHER_POLICE)))
        .isEqualTo(ErrorCode.RULE_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "司机 331081190001010178",
        "身份证３３１０８１１９０００１０１０１７８",
        "33108119000101017X",
        "电话13800000000。",
        "浙J12345 三次出险",
        "浙J·D12345",
      })
  void refusesPersonalValuesInPlainText(String text) {
    KanheException refusal =
        catchThrowableOfType(
            KanheException.class,
            () -> submit(INSURER_A, "refer", "L-1", lead(INSURER_A, "L-1", text), POLICE));
    assertThat(refusal.code()).isEqualTo(ErrorCode.RULE_FAILED);
    assertThat(refusal.getMessage()).doesNotContain("0101").doesNotContain("12345");
  }

  @Test
  void refusesADateToCome() {
    refer("L-1");
    String step = LeadSamples.accepted(INSURER_A.uscc(), "L-1", "2026-11-25");
    assertThat(refused(() -> police("L-1", step))).isEqualTo(ErrorCode.RULE_FAILED);
  }

  @Test
  void findsUndecidedLeadsPastTheirTermAndSaysSoOnce() {
    refer("L-1");
    refer("L-2");
    police("L-2", LeadSamples.accepted(INSURER_A.uscc(), "L-2", "2026-11-24"));
    Instant end = Instant.parse("2026-12-01T16:00:00Z");
    assertThat(LeadRow.pastDue(database, end.minusMillis(1))).isEmpty();
    List<LeadRow> past = LeadRow.pastDue(database, end);
    assertThat(past).extracting(row -> row.key().leadNo()).containsExactly("L-1");
    assertThat(past.get(0).overdue()).isFalse();
    String overdue = overdue("L-1");
    assertThat(submit(GATEWAY, "overdue", "L-1", overdue, POLICE)).isEqualTo("NEW");
    assertThat(LeadRow.pastDue(database, end)).allMatch(LeadRow::overdue);
    assertThat(refused(() -> submit(POLICE, "overdue", "L-1", overdue, POLICE)))
        .isEqualTo(ErrorCode.NO_AGREEMENT);
    assertThat(refused(() -> submit(GATEWAY, "overdue", "L-2", overdue("L-2"), POLICE)))
        .isEqualTo(ErrorCode.STATE_CONFLICT);
  }

  @Test
  void anIndicatorOfTheGatewayConcernsNoLead() throws IOException {
    byte[] indicator = Files.readAllBytes(Path.of("config/catalogue/samples/fraud-indicator.xml"));
    Header header = header(GATEWAY, "indicator", "FI-1", indicator, INSURER_A);
    assertThat(
            leads.step(
                new DomainState.Incoming(
                    GATEWAY.id(),
                    header,
                    "fraud-indicator",
                    new Payload.Inline(indicator),
                    SENT.toInstant())))
        .isEmpty();
  }

  @Test
  void keepsThePlainSummaryWithoutTheEncryptedPart() {
    byte[] lead = bytes(lead(INSURER_A, "L-1", "三次出险"));
    byte[] summary = LeadDocument.read(lead).summary();
    assertThat(new String(summary, StandardCharsets.UTF_8))
        .contains("三次出险", "L-1", "86000.00")
        .doesNotContain("encryptedPart", "AAAA");
    Header header = header(INSURER_A, "refer", "L-1", summary, POLICE);
    assertThat(CATALOGUE.check(header, new Payload.Inline(summary)).format())
        .isEqualTo("fraud-lead");
  }

  private String refer(String leadNo) {
    return submit(INSURER_A, "refer", leadNo, lead(INSURER_A, leadNo, "同车三次出险"), POLICE);
  }

  private String police(String leadNo, String payload) {
    return submit(POLICE, "progress", leadNo, payload, INSURER_A);
  }

  private static String lead(Participant reporter, String leadNo, String indicator) {
    return LeadSamples.lead(reporter.uscc(), leadNo, indicator, "AAAA");
  }

  private static String overdue(String leadNo) {
    return "<f:LeadOverdue xmlns:f=\"urn:kanhe:fraud:1.0\"><f:leadNo>"
        + leadNo
        + "</f:leadNo><f:reporterOrg>"
        + INSURER_A.uscc()
        + "</f:reporterOrg><f:dueTime>2026-12-02T00:00:00+08:00</f:dueTime><f:state>NEW</f:state>"
        + "</f:LeadOverdue>";
  }

  private LeadRow row(String leadNo) {
    LeadKey key = new LeadKey(INSURER_A.uscc(), leadNo);
    return database.read(connection -> LeadRow.find(connection, key)).orElseThrow();
  }

  /** Contract, step, decision and rows, as the pipeline does them; gives the state recorded. */
  private String submit(
      Participant sender, String operation, String leadNo, String text, Participant... receivers) {
    byte[] payload = bytes(text);
    Header header = header(sender, operation, leadNo, payload, receivers);
    String format = CATALOGUE.check(header, new Payload.Inline(payload)).format();
    DomainState.Step step =
        leads
            .step(
                new DomainState.Incoming(
                    sender.id(), header, format, new Payload.Inline(payload), SENT.toInstant()))
            .orElseThrow();
    return database.write(
        connection -> {
          DomainState.Decision decision = step.decide(connection);
          Entry entry = Entry.of(EntryType.ACCEPTED, SENT.toInstant(), decision.facts());
          decision
              .writes()
              .add(new Recorded(entry, index++, index, List.of(), ""), new Rows(connection));
          assertThat(decision.facts().values()).noneMatch(fact -> fact.contains(leadNo));
          return decision.facts().get("leadState");
        });
  }

  private static Header header(
      Participant sender, String operation, String key, byte[] payload, Participant... receivers) {
    HeaderBuilder header =
        Header.builder("fraud.lead", operation, "1.0", Direction.EVENT)
            .sender(sender.uscc())
            .sentTime(SENT)
            .businessKey(key)
            .purpose("P03", "LB-LAW")
            .environment(Environment.Exercise)
            .payloadDigest(Digest.sha256(payload));
    for (Participant each : receivers) {
      header.receiver(each.uscc());
    }
    return header.build();
  }

  private static ErrorCode refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    return catchThrowableOfType(KanheException.class, action).code();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private record Rows(Connection connection) implements Change.Batch {

    @Override
    public void add(String sql, Object... arguments) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < arguments.length; i++) {
          Object value = arguments[i];
          statement.setObject(i + 1, value instanceof Instant time ? time.toEpochMilli() : value);
        }
        statement.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void afterCommit(Runnable action) {
      action.run();
    }
  }
}
