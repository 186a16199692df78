package io.kanhe.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.body.Bodies;
import io.kanhe.body.BodyKey;
import io.kanhe.body.BodyRole;
import io.kanhe.body.TestBodies;
import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Retention;
import io.kanhe.catalogue.Service;
import io.kanhe.delivery.DirectLedger;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.Digest;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.RetentionSettings;
import io.kanhe.platform.database.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention and erasure on one of the databases. */
abstract class RetentionContract {

  static final String MARKER = "canary-4f7d1c9a";
  private static final Instant START = Instant.parse("2026-08-24T00:00:00Z");
  private static final Duration NEVER = Duration.ofDays(3650);

  @TempDir Path folder;
  Database database;
  Bodies bodies;
  Erasures erasures;
  private DirectLedger ledger;
  private ReadLog reads;
  private Instant now = START;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    bodies = TestBodies.of(database);
    ledger = new DirectLedger(database);
    RetentionSettings settings =
        new RetentionSettings(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(90));
    Clock clock = new MovedClock();
    erasures =
        new Erasures(database, ledger, new RetentionRules(new Services(), settings), folder, clock);
    reads = new ReadLog(database, ledger, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theBodyOfAnOrdinaryServiceGoes72HoursAfterTheLastAcknowledgement() {
    message(1, "ew.alert", "Actual");
    delivery(1, "insurer-a", "ACKNOWLEDGED", Duration.ofHours(1));
    delivery(1, "insurer-b", "ACKNOWLEDGED", Duration.ofHours(2));
    assertGoneAfter(1, Duration.ofHours(74), "until-acknowledged+PT72H");
    assertThat(ledger.entries(EntryType.ERASED))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.facts())
                    .containsEntry("acceptedIndex", "1")
                    .containsEntry("rawDigest", Digest.sha256(raw()).toString())
                    .containsKeys("messageId", "delivery.0", "delivery.1"));
    assertThat(ledger.entries(EntryType.ADMINISTERED)).isEmpty();
  }

  @Test
  void restrictedDataGoesOnceItIsAcknowledged() {
    message(1, "fraud.lead", "Actual");
    delivery(1, "insurer-a", "ACKNOWLEDGED", Duration.ofHours(1));
    assertGoneAfter(1, Duration.ofMinutes(75), "until-acknowledged");
  }

  @Test
  void nothingIsKeptLongerThanSevenDaysForALateAcknowledgement() {
    message(1, "ew.alert", "Actual");
    delivery(1, "insurer-a", "ACKNOWLEDGED", Duration.ofDays(6));
    assertGoneAfter(1, Duration.ofDays(7), "until-acknowledged+PT72H");
  }

  @Test
  void deadLettersStayThirtyDaysAndExercisesNinety() {
    message(1, "fraud.lead", "Actual");
    delivery(1, "insurer-a", "EXPIRED", Duration.ofDays(3));
    message(2, "ew.alert", "Exercise");
    delivery(2, "insurer-a", "ACKNOWLEDGED", Duration.ofHours(1));
    assertGoneAfter(1, Duration.ofDays(33), "dead-letter PT720H");
    assertGoneAfter(2, Duration.ofDays(90), "Exercise PT2160H");
  }

  @Test
  void aServiceMaySetAnAge() {
    message(1, "reg.stat", "Actual");
    assertGoneAfter(1, Duration.ofDays(3650), "PT87600H");
  }

  @Test
  void whatIsNotDeliveredToAllIsNeverErasedByTheJob() {
    message(1, "ew.alert", "Actual");
    delivery(1, "insurer-a", "ACKNOWLEDGED", Duration.ofHours(1));
    delivery(1, "insurer-b", "HANDED_OVER", null);
    message(2, "ew.alert", "Actual");
    run("INSERT INTO unrouted (ledger_index) VALUES (2)");
    now = START.plus(NEVER);
    look();
    assertThat(isStored(1)).isTrue();
    assertThat(isStored(2)).isTrue();
    assertThat(ledger.entries(EntryType.ERASED)).isEmpty();
  }

  @Test
  void anOrderErasesAtOnceAndCancelsWhatIsOpen() {
    message(1, "ew.alert", "Actual");
    String open = delivery(1, "insurer-b", "HANDED_OVER", null);
    run("INSERT INTO unrouted (ledger_index) VALUES (1)");
    Erasures.Erased erased = erasures.erase(1, "op-17", "case/2026-3");
    assertThat(isStored(1)).isFalse();
    assertThat(count("SELECT COUNT(*) FROM unrouted")).isZero();
    assertThat(count("SELECT COUNT(*) FROM delivery WHERE state = 'CANCELLED' AND ack_index = 0"))
        .isEqualTo(1);
    assertThat(erased.rule()).isEqualTo("on-demand");
    assertThat(ledger.entries(EntryType.ERASED).get(0).facts())
        .containsEntry("by", "op-17")
        .containsEntry("reason", "case/2026-3")
        .hasEntrySatisfying(
            "delivery.0", line -> assertThat(line).startsWith(open + "|insurer-b|CANCELLED|"));
    assertThat(ledger.entries(EntryType.ADMINISTERED).get(0).facts())
        .containsEntry("act", "erase")
        .containsEntry("acceptedIndex", "1");
    assertThatThrownBy(() -> erasures.erase(1, "op-17", "again"))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void anOrderWithFreeTextIsRefused() {
    message(1, "ew.alert", "Actual");
    assertThatThrownBy(() -> erasures.erase(1, "op-17", "测试甲 asked for it"))
        .isInstanceOf(KanheException.class);
    assertThatThrownBy(() -> erasures.erase(1, "", "case-1")).isInstanceOf(KanheException.class);
    assertThat(isStored(1)).isTrue();
  }

  @Test
  void anErasureThatCouldNotBeRecordedErasesNothing() {
    message(1, "ew.alert", "Actual");
    ledger.failNext(1);
    assertThatThrownBy(() -> erasures.erase(1, "op-17", "case-1"))
        .isInstanceOf(KanheException.class);
    assertThat(isStored(1)).isTrue();
  }

  @Test
  void theFileOfAFeedGoesWithIt() throws java.io.IOException {
    message(1, "ew.alert", "Actual");
    Path file = Files.writeString(folder.resolve("feed-1"), MARKER);
    run("UPDATE message_raw SET file = 'feed-1' WHERE ledger_index = 1");
    erasures.erase(1, "op-17", "case-1");
    assertThat(file).doesNotExist();
  }

  @Test
  void whoSeesContentIsRecordedFirst() {
    MessageId id = message(1, "ew.alert", "Actual");
    reads.record(1, id, "evidence", new ReadLog.Reader("op-17", "P07"));
    reads.record(1, id, "evidence", new ReadLog.Reader(ReadLog.Reader.LOOPBACK, null));
    assertThat(reads.of(1))
        .extracting(line -> line.entry() + " " + line.reader() + " " + line.purpose())
        .containsExactly("0 op-17 P07", "1 loopback null");
    assertThat(ledger.entries(EntryType.READ).get(0).facts())
        .containsEntry("by", "op-17")
        .containsEntry("purpose", "P07")
        .containsEntry("content", "evidence")
        .containsEntry("acceptedIndex", "1");
    ledger.failNext(1);
    assertThatThrownBy(() -> reads.record(1, id, "evidence", new ReadLog.Reader("op-17", null)))
        .isInstanceOf(KanheException.class);
    assertThatThrownBy(() -> new ReadLog.Reader("测试甲", null)).isInstanceOf(KanheException.class);
  }

  static byte[] raw() {
    return ("<a>" + MARKER + "</a>").getBytes(StandardCharsets.UTF_8);
  }

  MessageId message(long index, String service, String environment) {
    MessageId id = MessageId.named("message " + index);
    BodyKey key = TestBodies.key(database, bodies, index);
    run(
        "INSERT INTO message (ledger_index, sender, message_id, service, version, operation,"
            + " direction, environment, business_key, door, format, raw_digest, sender_sequence,"
            + " received_at, receipt) VALUES (?, 'met-taizhou', ?, ?, '1.0', 'publish', 'EVENT', ?,"
            + " 'K', 'mq', 'f', ?, ?, ?, ?)",
        index,
        id.toString(),
        service,
        environment,
        Digest.sha256(raw()).toString(),
        index,
        START.toEpochMilli(),
        new byte[] {1});
    run(
        "INSERT INTO message_raw (ledger_index, bytes, file) VALUES (?, ?, NULL)",
        index,
        key.seal(BodyRole.RAW, "met-taizhou/" + id, raw()));
    return id;
  }

  String delivery(long index, String to, String state, @Nullable Duration settledAfter) {
    String id = MessageId.named(index + to).toString();
    run(
        "INSERT INTO delivery (id, ledger_index, routed_index, recipient, door, label, state,"
            + " attempts, possible_duplicate, priority, created_at, deadline, next_attempt_at,"
            + " bytes_digest, settled_at) VALUES (?, ?, 0, ?, 'MQ', 'alert', ?, 1, 0, 0, 0, 0, 0, ?,"
            + (settledAfter == null ? "NULL)" : START.plus(settledAfter).toEpochMilli() + ")"),
        id,
        index,
        to,
        state,
        Digest.sha256(raw()).toString());
    run(
        "INSERT INTO outgoing (delivery_id, bytes) VALUES (?, ?)",
        id,
        TestBodies.key(database, bodies, index).seal(BodyRole.DELIVERY, id, raw()));
    return id;
  }

  private void assertGoneAfter(long index, Duration age, String rule) {
    now = START.plus(age).minusMillis(1);
    look();
    assertThat(isStored(index)).isTrue();
    now = START.plus(age);
    look();
    assertThat(isStored(index)).isFalse();
    assertThat(erasures.of(index).orElseThrow().rule()).isEqualTo(rule);
  }

  private void look() {
    assertThat(erasures.eraseDue(100).looked()).isLessThan(100);
  }

  private boolean isStored(long index) {
    long key = count("SELECT COUNT(*) FROM body_key WHERE ledger_index = " + index);
    long raw = count("SELECT COUNT(*) FROM message_raw WHERE ledger_index = " + index);
    long sent =
        count(
            "SELECT COUNT(*) FROM outgoing o JOIN delivery d ON d.id = o.delivery_id"
                + " WHERE d.ledger_index = "
                + index);
    assertThat(key).isEqualTo(raw);
    assertThat(sent > 0).as("outgoing bytes without a key").isIn(false, key > 0);
    return key > 0;
  }

  long count(String sql) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql);
              ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  void run(String sql, Object... arguments) {
    database.write(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
              statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
          }
        });
  }

  private final class MovedClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static final class Services implements Catalogue {

    @Override
    public Optional<Service> find(String serviceId, String version) {
      return all().stream().filter(each -> each.id().equals(serviceId)).findFirst();
    }

    @Override
    public List<Service> all() {
      return List.of(
          new Service("ew.alert", "1.0", "", "", 0, Set.of(), List.of()),
          new Service("fraud.lead", "1.0", "", "", 4, Set.of(), List.of()),
          new Service(
              "reg.stat",
              "1.0",
              "",
              "",
              0,
              Set.of(),
              Service.Terms.ANY,
              List.of(),
              Retention.parse("P3650D")));
    }

    @Override
    public Optional<Service.Operation> operation(Header header) {
      return Optional.empty();
    }

    @Override
    public Checked check(Header header, Payload payload) {
      throw new UnsupportedOperationException();
    }
  }
}
