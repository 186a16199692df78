package io.kanhe.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.delivery.Participants;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.MirroredLog;
import io.kanhe.platform.KanheProperties.AuditSettings;
import io.kanhe.platform.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit of every night finds in the tiles that an hourly sample does not read. */
class NightlyAuditTest {

  private static final long ENTRIES = 300;

  /** Half past two in China is at hand, as often as somebody asks. */
  private static final Clock NIGHT =
      Clock.fixed(Instant.parse("2026-11-23T18:29:59.800Z"), ZoneOffset.UTC);

  @TempDir static Path brokerFolder;
  private static TestBroker broker;

  @TempDir Path folder;
  private final AuditStores stores = new AuditStores();
  private MirroredLog log;
  private LogAudit audit;
  private AuditSchedule schedule;

  @BeforeAll
  static void open() {
    broker = new TestBroker(brokerFolder);
  }

  @AfterAll
  static void close() {
    broker.close();
  }

  @BeforeEach
  void prepare() {
    log = new MirroredLog(folder);
    audit =
        new LogAudit(
            log.ledger(),
            log.database(),
            log.verifier(),
            log.tiles(),
            stores.audit(log.ledger()),
            new QueueAudit(
                log.database(), stores.deliveries(), new Participants(), broker.broker()),
            10,
            Clock.systemUTC());
    schedule =
        new AuditSchedule(audit, new AuditSettings(Duration.ZERO, 10, "02:30", false), NIGHT);
  }

  @AfterEach
  void stop() {
    schedule.stop();
    log.close();
  }

  @Test
  void readsEverythingAndIsAnEntryWithoutADifference() {
    Entry entry = recordedByTheNight();

    assertThat(entry.type()).isEqualTo(EntryType.AUDITED);
    assertThat(audit.last().isSound()).as("%s", audit.last()).isTrue();
    assertThat(audit.last().entries()).isGreaterThanOrEqualTo(ENTRIES);
  }

  @Test
  void oneBitOfATileInTheFolderIsAnAlarm() throws IOException {
    flip(log.tiles().resolve("tile/0/000"));

    assertAlarm("folder of tiles: ");
  }

  @Test
  void oneBitOfTheEntriesInTheFolderIsAnAlarm() throws IOException {
    flip(log.tiles().resolve("tile/entries/000"));

    assertAlarm("folder of tiles: ");
  }

  @Test
  void oneBitOfATileInTheDatabaseIsAnAlarm() throws IOException {
    log.database()
        .write(
            connection -> {
              try (var read = connection.createStatement();
                  var rows = read.executeQuery("SELECT hashes FROM ledger_tiles WHERE level = 0")) {
                rows.next();
                byte[] hashes = rows.getBytes(1);
                hashes[40] ^= 1;
                try (var update =
                    connection.prepareStatement(
                        "UPDATE ledger_tiles SET hashes = ? WHERE level = 0")) {
                  update.setBytes(1, hashes);
                  return update.executeUpdate();
                }
              }
            });

    assertAlarm("tile");
  }

  private void assertAlarm(String place) {
    Entry entry = recordedByTheNight();

    assertThat(entry.type()).isEqualTo(EntryType.ALARM);
    assertThat(entry.facts().get("place")).startsWith(place);
  }

  /** The first entry that the audit makes by itself. */
  private Entry recordedByTheNight() {
    schedule.start();
    await().until(() -> log.ledger().size() > ENTRIES);
    return LongStream.range(ENTRIES, log.ledger().size())
        .mapToObj(index -> Entry.parse(log.ledger().entry(index).orElseThrow()))
        .findFirst()
        .orElseThrow();
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[40] ^= 1;
    Files.write(file, bytes);
  }
}
