package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.platform.Door;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.MemoryRevocationMemory;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.RevocationPolicy;
import io.kanhe.trust.Signer;
import io.kanhe.trust.StatusServer;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.TimeStampUnit;
import io.kanhe.trust.Trust;
import io.kanhe.trust.internal.OnlineRevocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A ledger with one message and all that follows it, exported as one evidence file. */
final class EvidenceFixture implements AutoCloseable {

  /** Whose digest an ERASED entry names. */
  enum Erased {
    NOTHING,
    THE_MESSAGE,
    OTHER_BYTES
  }

  static final String RAW = "message/raw.p7m";

  private final TestPki pki;
  private final boolean national;
  private final NoteSigner signer;
  private final NoteVerifier notes;
  private final KeyIdentity gateway;
  private final Database database;
  private final GroupCommitLedger ledger;
  private final Stamper stamper;
  private final StatusServer issuingStatus;
  private final StatusServer rootStatus;
  private final OnlineRevocation revocation;

  EvidenceFixture(Path folder) {
    this(folder, TestPki.create(), false);
  }

  /**
   * @param rsa the kind of the gateway's key; P-256 otherwise
   */
  EvidenceFixture(Path folder, TestPki pki, boolean rsa) {
    this(folder, pki, rsa, TestPki.noteSigner("kanhe.test/log"), false);
  }

  /** Every key is of SM2: authorities, gateway, senders, the ledger's. */
  static EvidenceFixture national(Path folder) throws IOException {
    Path key = Files.writeString(folder.resolve("note.key"), Trust.newSm2NoteKey());
    NoteSigner notes = Trust.noteSigner("kanhe.test/log", key);
    return new EvidenceFixture(folder, TestPki.createSm2(), false, notes, true);
  }

  private EvidenceFixture(
      Path folder, TestPki pki, boolean rsa, NoteSigner signer, boolean national) {
    this.pki = pki;
    this.national = national;
    this.signer = signer;
    this.notes = Trust.noteVerifier(signer.verifierKey());
    Clock clock = Clock.systemUTC();
    TestPki.Participant participant = pki.participant("gateway");
    this.gateway = (rsa ? participant.rsa() : ofKind(participant)).build();
    this.database = Databases.open(new DatabaseSettings("", "", "", 2), folder.resolve("data"));
    this.ledger = GroupCommitLedger.open(database, signer, notes, clock, 16, 16);
    this.stamper =
        new Stamper(
            ledger,
            database,
            StampFixture.stamping(pki),
            List.of(
                authority(StampFixture.unit(pki, clock, national ? KeyKind.SM2 : KeyKind.P_256))),
            new Stamper.Settings(
                Duration.ofSeconds(60), Duration.ofHours(4), Duration.ofSeconds(2)),
            clock);
    this.issuingStatus = status(pki.issuing().identity(), clock);
    this.rootStatus = status(pki.root().identity(), clock);
    this.revocation = Trust.revocation(policy(), new MemoryRevocationMemory(), clock);
  }

  private static StatusServer status(KeyIdentity authority, Clock clock) {
    return new StatusServer(Trust.statusAuthority(authority, Duration.ofHours(1), clock));
  }

  private RevocationPolicy policy() {
    return new RevocationPolicy(
        RevocationPolicy.Mode.OCSP_THEN_CRL,
        Duration.ZERO,
        Duration.ofMinutes(10),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        1 << 20,
        false,
        Set.of("localhost"),
        List.of(
            new RevocationPolicy.Source(
                pki.issuing().certificate(), issuingStatus.address("/ocsp"), null, null),
            // As an authority that is kept offline: a list, and nobody who answers.
            new RevocationPolicy.Source(
                pki.root().certificate(), null, rootStatus.address("/list"), null)));
  }

  /** Nobody answers about revocation any more. */
  void silence() {
    issuingStatus.down(true);
    rootStatus.down(true);
  }

  TestPki pki() {
    return pki;
  }

  static SignatureCheck signatures() {
    return SignatureCheck.of(
        Trust.cmsVerifier(AlgorithmPolicy.strict()), Trust.soapVerifier(AlgorithmPolicy.strict()));
  }

  EvidenceTrust trust() {
    return new EvidenceTrust(
        notes, pki.trust(), StampFixture.stamping(pki), Set.of(gateway.certificate()));
  }

  EvidenceVerifier verifier() {
    return new EvidenceVerifier(trust(), signatures());
  }

  /** Writes what somebody who checks files needs. */
  void writeTrust(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("gateway"));
    Files.writeString(folder.resolve("root.pem"), Trust.pem(pki.anchors().subList(0, 1)));
    Files.writeString(folder.resolve("issuing-ca.pem"), Trust.pem(pki.anchors().subList(1, 2)));
    Files.writeString(folder.resolve(EvidenceTrust.LOG_KEY_FILE), signer.verifierKey() + "\n");
    Files.writeString(
        folder.resolve("gateway").resolve("signing.pem"),
        Trust.pem(List.of(gateway.certificate())));
  }

  /** Entry 0 accepted, entry 1 handed over, entry 2 acknowledged. */
  byte[] export(String content) {
    return export(content, false, Erased.NOTHING);
  }

  /** A file without the message itself, and with an entry of its erasure if there was one. */
  byte[] exportWithout(Erased erased) {
    return export("the message", true, erased);
  }

  private byte[] export(String content, boolean withoutMessage, Erased erased) {
    long first = ledger.size();
    MessageId id = MessageId.named("evidence " + content);
    EvidenceCase.SignedBytes message = signed("agency-a", content);
    EvidenceCase.SignedBytes answer = signed("insurer-x", "acknowledged: " + content);
    Recorded accepted =
        record(
            EntryType.ACCEPTED, message, Map.of("messageId", id.toString(), "senderSequence", "1"));
    Map<String, String> about = Map.of(EvidenceVerifier.FACT_ACCEPTED_INDEX, Long.toString(first));
    record(EntryType.HANDED_OVER, null, about);
    record(EntryType.ACKNOWLEDGED, answer, about);
    Receipt receipt =
        new Receipt(
            EntryType.ACCEPTED,
            id,
            Digest.sha256(message.raw()),
            null,
            1,
            accepted.entry().canonicalBytes(),
            accepted.index(),
            accepted.treeSize(),
            accepted.proof(),
            accepted.checkpoint());
    List<Long> later = new ArrayList<>(List.of(first + 1, first + 2));
    if (erased != Erased.NOTHING) {
      EvidenceCase.SignedBytes gone = erased == Erased.THE_MESSAGE ? message : answer;
      later.add(record(EntryType.ERASED, gone, about).index());
    }
    return new EvidenceExport(
            ledger,
            Trust.containerSigner(gateway, Clock.systemUTC(), pki.anchors(), revocation),
            stamper)
        .write(
            new EvidenceCase(
                withoutMessage ? null : message,
                receipt,
                later,
                List.of(new EvidenceCase.Acknowledgement(first + 2, answer))));
  }

  private EvidenceCase.SignedBytes signed(String participant, String content) {
    KeyIdentity identity = ofKind(pki.participant(participant)).build();
    byte[] raw = Trust.cmsSigner(identity).sign(content.getBytes(StandardCharsets.UTF_8));
    return new EvidenceCase.SignedBytes(Door.MQ, raw, pki.trust().path(identity.certificate()));
  }

  private TestPki.Participant ofKind(TestPki.Participant participant) {
    return national ? participant.sm2() : participant;
  }

  private Recorded record(
      EntryType type, EvidenceCase.SignedBytes bytes, Map<String, String> more) {
    Map<String, String> facts = new TreeMap<>(more);
    if (bytes != null) {
      facts.put("rawDigest", Digest.sha256(bytes.raw()).toString());
      facts.put("signer", Signer.thumbprint(bytes.signerPath().get(0)).toString());
    }
    Entry entry = Entry.of(type, Instant.now(), facts);
    Change<Recorded> change =
        new Change<>() {
          @Override
          public Object key() {
            return entry;
          }

          @Override
          public Plan<Recorded> plan(Connection transaction) {
            return new Append<>(entry, (recorded, batch) -> recorded.get(0));
          }
        };
    return ledger.append(change).join();
  }

  static byte[] edit(byte[] file, String part, UnaryOperator<byte[]> change) {
    Map<String, byte[]> parts = StoredZip.read(file);
    parts.compute(part, (name, bytes) -> change.apply(bytes));
    return StoredZip.write(parts);
  }

  @Override
  public void close() {
    revocation.close();
    issuingStatus.close();
    rootStatus.close();
    stamper.close();
    ledger.close();
    database.close();
  }

  private static TimeStampAuthority authority(TimeStampUnit unit) {
    return new TimeStampAuthority() {
      @Override
      public String name() {
        return "test tsa";
      }

      @Override
      public byte[] ask(byte[] request) {
        return unit.respond(request);
      }
    };
  }
}
