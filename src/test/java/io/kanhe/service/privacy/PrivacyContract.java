package io.kanhe.service.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.kanhe.catalogue.Samples;
import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.delivery.DirectLedger;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.Direction;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.service.Disclosures;
import io.kanhe.service.StateBench;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Consents, quotas and disclosures, on every database. The persons are invented. */
abstract class PrivacyContract {

  private static final String PERSON = "331081190001010178";
  private static final String OTHER = "331082190001010211";
  private static final String REF = "AUTH-TEST-1";

  @TempDir Path folder;

  private Database database;
  private StateBench bench;
  private JdbcDisclosures disclosures;
  private DirectLedger ledger;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    // A hash that anybody could compute: only here.
    Subjects subjects = new Subjects(value -> "h" + value.hashCode());
    bench =
        new StateBench(
            database,
            new ConsentRegister(subjects),
            new QueryPrivacy(new QueriesOnPersons(), subjects),
            new ToldSubjects(TestCatalogue.ofRepository(), subjects));
    ledger = new DirectLedger(database);
    disclosures =
        new JdbcDisclosures(
            database,
            ledger,
            new QueriesOnPersons(),
            subjects,
            Clock.fixed(Instant.parse("2026-09-01T00:00:00Z"), ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aQuestionUnderARegisteredConsentIsADisclosure() {
    register(REF, PERSON);
    ask(PERSON, REF, "op-1");
    assertThat(asked(PERSON))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.entry()).isEqualTo(bench.lastIndex());
              assertThat(one.consumer()).isEqualTo("insurer-a");
              assertThat(one.service()).isEqualTo(QueriesOnPersons.BY_BASIS);
              assertThat(one.provider()).isNull();
            });
    assertThat(asked(OTHER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "331081190001010178, AUTH-TEST-2, no consent is registered under this consentRef",
    "331082190001010211, AUTH-TEST-1, the consent is that of another person",
  })
  void aQuestionWithoutTheRightConsentIsRefused(String person, String ref, String reason) {
    register(REF, PERSON);
    refuses(() -> ask(person, ref, "op-1"), ErrorCode.CONSENT_MISSING, reason);
    assertThat(asked(person)).isEmpty();
  }

  @Test
  void aConsentCountsFromItsFirstToItsLastMoment() {
    register(REF, PERSON);
    bench.now = bench.now.plus(Duration.ofDays(365)).minusMillis(1);
    ask(PERSON, REF, "op-1");
    bench.now = bench.now.plusMillis(1);
    refuses(
        () -> ask(PERSON, REF, "op-1"),
        ErrorCode.CONSENT_MISSING,
        "the consent is not in force at sentTime");
  }

  @Test
  void aRevokedConsentIsNoneFromThatMoment() {
    register(REF, PERSON);
    ask(PERSON, REF, "op-1");
    bench.take(
        "insurer-a",
        Consent.SERVICE,
        Consent.REVOKE,
        Direction.EVENT,
        "<ConsentRevocation><consentRef>"
            + REF
            + "</consentRef><revokedAt>2026-08-24T08:00:00+08:00</revokedAt></ConsentRevocation>",
        header -> header);
    refuses(() -> ask(PERSON, REF, "op-1"), ErrorCode.CONSENT_MISSING, "the consent was revoked");
  }

  @Test
  void aConsentIsRegisteredOnceAndNotChangedUnderItsNumber() {
    register(REF, PERSON);
    register(REF, PERSON);
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> register(REF, OTHER))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
  }

  @Test
  void anInsurerMayNotUseTheConsentOfAnother() {
    register(REF, PERSON);
    refuses(
        () -> ask("insurer-b", QueriesOnPersons.BY_BASIS, PERSON, REF, "op-1"),
        ErrorCode.CONSENT_MISSING,
        "no consent is registered under this consentRef");
  }

  @Test
  void aServiceMayAskForConsentWhateverTheBasis() {
    refuses(
        () ->
            bench.take(
                "insurer-a",
                QueriesOnPersons.ALWAYS,
                "verify",
                Direction.REQUEST,
                question(PERSON),
                header -> header.purpose("P01", "LB-LAW").operatorRef("op-1")),
        ErrorCode.CONSENT_MISSING,
        "consentRef is missing (expected: a registered consent)");
  }

  @Test
  void aQuestionAboutAPersonNamesItsOperatorByPseudonym() {
    register(REF, PERSON);
    refuses(
        () -> ask(PERSON, REF, null),
        ErrorCode.HEADER_INVALID,
        "operatorRef is missing (expected: the pseudonym of who asks about a person)");
  }

  @Test
  void anOperatorHasItsQuotaADay() {
    register(REF, PERSON);
    for (int i = 0; i < QueriesOnPersons.QUOTA; i++) {
      ask(PERSON, REF, "op-1");
    }
    refuses(
        () -> ask(PERSON, REF, "op-1"),
        ErrorCode.QUOTA_EXCEEDED,
        "this operatorRef has used up its 3 queries of today");
    ask(PERSON, REF, "op-2");
    bench.now = bench.now.plus(Duration.ofHours(16));
    ask(PERSON, REF, "op-1");
  }

  @Test
  void anIdentifierInFullWidthIsTheSamePerson() {
    register(REF, "35098219000101023x");
    ask("３５０９８２１９０００１０１０２３Ｘ", REF, "op-1");
    assertThat(asked("35098219000101023X")).hasSize(1);
  }

  @Test
  void whoeverWasToldOfAPersonStandsInTheList() {
    tell();
    deliver("insurer-a");
    deliver("insurer-b");
    assertThat(disclosures.of(PERSON, "op-7", null, 10).disclosures())
        .filteredOn(line -> line.kind() == Disclosures.Kind.TOLD)
        .extracting(
            Disclosures.Line::consumer, Disclosures.Line::provider, Disclosures.Line::service)
        .containsExactlyInAnyOrder(
            tuple("insurer-a", "police-traffic-tz", "ps.accident.liability"),
            tuple("insurer-b", "police-traffic-tz", "ps.accident.liability"));
    assertThat(disclosures.of(OTHER, "op-7", null, 10).disclosures())
        .noneMatch(line -> line.kind() == Disclosures.Kind.TOLD);
  }

  @Test
  void aLookIsAnEntryThatDoesNotSayAtWhom() {
    register(REF, PERSON);
    disclosures.of(PERSON, "op-7", "case/2026-1", 10);
    assertThat(ledger.entries(EntryType.READ))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.facts())
                    .containsExactlyInAnyOrderEntriesOf(
                        Map.of("content", "disclosures", "by", "op-7", "purpose", "case/2026-1")));
    assertThat(disclosures.of(PERSON, "op-8", null, 10))
        .satisfies(
            seen -> {
              assertThat(seen.disclosures())
                  .extracting(Disclosures.Line::consumer)
                  .contains("op-7", "op-8");
              assertThat(seen.consents())
                  .singleElement()
                  .satisfies(consent -> assertThat(consent.consentRef()).isEqualTo(REF));
            });
  }

  @Test
  void nothingIsShownThatCouldNotBeRecorded() {
    ledger.failNext(1);
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> disclosures.of(PERSON, "op-7", null, 10))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "1234567890123456789012345678901234567890123456789012345678901234567890"})
  void whatCannotBeAnIdentifierIsRefused(String identifier) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> disclosures.of(identifier, "op-7", null, 10))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.HEADER_INVALID));
    assertThat(ledger.entries(EntryType.READ)).isEmpty();
  }

  private List<Disclosures.Line> asked(String person) {
    return disclosures.of(person, "op-9", null, 10).disclosures().stream()
        .filter(line -> line.kind() == Disclosures.Kind.ASKED)
        .toList();
  }

  private void tell() {
    bench.take(
        "police-traffic-tz",
        "ps.accident.liability",
        "publish",
        Direction.EVENT,
        Samples.text("accident-liability-notice.xml"),
        "notice",
        header -> header.purpose("P01", "LB-LAW"));
  }

  private void deliver(String recipient) {
    String sql =
        """
        INSERT INTO delivery (id, ledger_index, routed_index, recipient, door, label, state, attempts,
          possible_duplicate, priority, created_at, deadline, next_attempt_at, bytes_digest)
        VALUES (?, ?, 0, ?, 'MQ', 'l', 'PENDING', 0, 0, 4, 0, 0, 0, '')""";
    database.write(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, "d-" + recipient);
            insert.setLong(2, bench.lastIndex());
            insert.setString(3, recipient);
            return insert.executeUpdate();
          }
        });
  }

  @Test
  void noTableHoldsAnIdentifier() {
    register(REF, PERSON);
    ask(PERSON, REF, "op-1");
    tell();
    disclosures.of(PERSON, "op-1", null, 10);
    String everything =
        database.read(
            connection -> {
              StringBuilder text = new StringBuilder();
              for (String table :
                  new String[] {"consent", "disclosure", "message_subject", "subject_read"}) {
                try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                  while (row.next()) {
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                      text.append(row.getString(i)).append('\n');
                    }
                  }
                }
              }
              return text.toString();
            });
    assertThat(everything).contains(REF).doesNotContain(PERSON, "19000101");
  }

  private void register(String ref, String person) {
    bench.take(
        "insurer-a",
        Consent.SERVICE,
        Consent.REGISTER,
        Direction.EVENT,
        "<ConsentRegistration><consentRef>"
            + ref
            + "</consentRef><idNo>"
            + person
            + "</idNo><service>"
            + QueriesOnPersons.BY_BASIS
            + "</service><purpose>P01</purpose><channel>APP</channel>"
            + "<signedAt>2026-08-24T08:00:00+08:00</signedAt>"
            + "<expiresAt>2027-08-24T08:00:00+08:00</expiresAt>"
            + "<evidenceDigest>"
            + "0".repeat(64)
            + "</evidenceDigest></ConsentRegistration>",
        header -> header);
  }

  private void ask(String person, String ref, String operator) {
    ask("insurer-a", QueriesOnPersons.BY_BASIS, person, ref, operator);
  }

  private void ask(String sender, String service, String person, String ref, String operator) {
    bench.take(
        sender,
        service,
        "verify",
        Direction.REQUEST,
        question(person),
        header -> header.purpose("P01", "LB-CONSENT").consentRef(ref).operatorRef(operator));
  }

  private static String question(String person) {
    return "<Query><reporter><idNo>" + person + "</idNo></reporter></Query>";
  }

  private static void refuses(Runnable question, ErrorCode code, String reason) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(question::run)
        .withMessage(reason)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
