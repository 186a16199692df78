package io.kanhe.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.delivery.Participants;
import io.kanhe.intake.MessageView;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.LogVerifier;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.platform.KanheProperties.AuditSettings;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.broker.BrokerSession;
import io.kanhe.platform.broker.TestBroker;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.Trust;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Nobody calls the audit: a Spring context starts its schedule, and the alarms come by themselves.
 */
class AuditScheduleTest {

  /** Some public key of a log: a sample compares no tiles. */
  private static final String LOG =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final byte[] RAW = {1, 2, 3};
  private static final Duration EVERY = Duration.ofMillis(100);

  @TempDir static Path folder;
  private static TestBroker broker;
  private static Database database;

  private final AuditStores stores = new AuditStores();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final GenericApplicationContext context = new GenericApplicationContext();
  private LogAudit audit;
  private long accepted;

  @BeforeAll
  static void open() {
    broker = new TestBroker(folder);
    database = Databases.open(new DatabaseSettings("", "", "", 2), folder);
  }

  @AfterAll
  static void close() {
    database.close();
    broker.close();
  }

  @BeforeEach
  void start() {
    String digest = Digest.sha256(RAW).toString();
    MessageId id = MessageId.random();
    Map<String, String> facts = Map.of("messageId", id.toString(), "rawDigest", digest);
    accepted = stores.add(Entry.of(EntryType.ACCEPTED, Instant.EPOCH, facts));
    stores.rows.put(accepted, row(id, digest));
    stores.bodies.put(accepted, RAW);
    audit =
        new LogAudit(
            stores.ledger(),
            database,
            new LogVerifier(Trust.noteVerifier(LOG)),
            folder.resolve("log"),
            stores.audit(),
            new QueueAudit(database, stores.deliveries(), new Participants(), broker.broker()),
            100,
            Clock.systemUTC());
    AuditConfiguration configuration = new AuditConfiguration();
    configuration.auditMeters(audit).bindTo(meters);
    AuditSettings settings = new AuditSettings(EVERY, 100, "", false);
    context.registerBean(
        AuditSchedule.class, () -> new AuditSchedule(audit, settings, Clock.systemUTC()));
    context.refresh();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void auditsAgainAndAgainWithoutAnAlarm() {
    awaitAnotherAudit();
    awaitAnotherAudit();

    assertThat(audit.last().isSound()).isTrue();
    assertThat(audit.last().entries()).isEqualTo(1);
    assertThat(gauge()).isZero();
    assertThat(stores.appended).isEmpty();
  }

  @Test
  void anAuditThatIsOrderedIsAnEntryAlsoWithoutADifference() {
    audit.run(AuditResult.Scope.SAMPLE, true);

    assertThat(stores.appended).extracting(Entry::type).containsExactly(EntryType.AUDITED);
  }

  @Test
  void aMissingBodyIsAnAlarmAndOneEntryUntilItIsBack() {
    stores.bodies.clear();
    awaitAlarm("body of entry " + accepted, "missing");
    awaitAnotherAudit();
    assertThat(stores.appended).hasSize(1);

    stores.bodies.put(accepted, RAW);
    await().until(() -> gauge() == 0);
    assertThat(new AuditHealth(audit).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void aChangedBodyIsAnAlarmAndAnEntry() {
    stores.altered = accepted;
    awaitAlarm("body of entry " + accepted, "not the bytes that came in");
  }

  @Test
  void aRowThatIsGoneIsAnAlarmAndAnEntry() {
    stores.rows.clear();
    awaitAlarm("message of entry " + accepted, "the row is missing");
  }

  @Test
  void aMessageInAQueueThatIsNoDeliveryIsAnAlarmAndAnEntry() throws Exception {
    MessageId stray = MessageId.random();
    try (BrokerSession session = broker.broker().openSession()) {
      ClientMessage message = session.session().createMessage(ClientMessage.BYTES_TYPE, true);
      message.putStringProperty("kanheMessageId", stray.toString());
      session.session().createProducer("kanhe.out.insurer-b").send(message);
      session.session().commit();
    }
    awaitAlarm("queue kanhe.out.insurer-b", "holds " + stray + ", which is no delivery to it");
    broker.receive("kanhe.out.insurer-b");
  }

  private void awaitAlarm(String place, String reason) {
    await().until(() -> gauge() == 1 && !stores.appended.isEmpty());
    Entry entry = stores.appended.get(0);
    assertThat(entry.type()).isEqualTo(EntryType.ALARM);
    assertThat(entry.facts()).containsEntry("place", place).containsEntry("reason", reason);
    assertThat(new AuditHealth(audit).health().getStatus()).isEqualTo(Status.DOWN);
  }

  private void awaitAnotherAudit() {
    AuditResult before = audit.last();
    await().until(() -> audit.last() != before);
  }

  private double gauge() {
    return meters.get("kanhe.audit.differences").gauge().value();
  }

  private MessageView row(MessageId id, String digest) {
    return AuditStores.row(accepted, id, digest);
  }
}
