package io.kanhe.service.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.message.Direction;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.service.StateBench;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consents, quotas and disclosures, on every database. The persons are invented. */
abstract class PrivacyContract {

  private static final String PERSON = "331081190001010178";
  private static final String OTHER = "331082190001010211";
  private static final String REF = "AUTH-TEST-1";

  @TempDir Path folder;

  private Database database;
  private StateBench bench;
  private Disclosures disclosures;

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
            new QueryPrivacy(new QueriesOnPersons(), subjects));
    disclosures = new Disclosures(database, subjects);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aQuestionUnderARegisteredConsentIsADisclosure() {
    register(REF, PERSON);
    ask(PERSON, REF, "op-1");
    assertThat(disclosures.of(PERSON, 10))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.requestIndex()).isEqualTo(bench.lastIndex());
              assertThat(one.consumer()).isEqualTo("insurer-a");
              assertThat(one.service()).isEqualTo(QueriesOnPersons.BY_BASIS);
              assertThat(one.provider()).isNull();
            });
    assertThat(disclosures.of(OTHER, 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "331081190001010178, AUTH-TEST-2, no consent is registered under this consentRef",
    "331082190001010211, AUTH-TEST-1, the consent is that of another person",
  })
  void aQuestionWithoutTheRightConsentIsRefused(String person, String ref, String reason) {
    register(REF, PERSON);
    refuses(() -> ask(person, ref, "op-1"), ErrorCode.CONSENT_MISSING, reason);
    assertThat(disclosures.of(person, 10)).isEmpty();
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
    assertThat(disclosures.of("35098219000101023X", 10)).hasSize(1);
  }

  @Test
  void noTableHoldsAnIdentifier() {
    register(REF, PERSON);
    ask(PERSON, REF, "op-1");
    String everything =
        database.read(
            connection -> {
              StringBuilder text = new StringBuilder();
              for (String table : new String[] {"consent", "disclosure"}) {
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
