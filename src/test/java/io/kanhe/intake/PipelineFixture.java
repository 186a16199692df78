package io.kanhe.intake;

import io.kanhe.body.Bodies;
import io.kanhe.body.TestBodies;
import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Direction;
import io.kanhe.message.Envelope;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.Payload;
import io.kanhe.participant.Agreement;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.Signer;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.VerifiedContent;
import io.kanhe.trust.VerifiedSoap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline with everything around it faked: raw bytes are keys into a table of what a verifier
 * would have found, so that a test says in one line what arrives.
 */
final class PipelineFixture {

  static final byte[] PAYLOAD = "<a xmlns=\"urn:a\"/>".getBytes(StandardCharsets.UTF_8);

  final Partners partners;
  final Database database;
  final FakeLedger ledger;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  final List<Agreement> agreements = new ArrayList<>();
  final Map<String, Arrival> arrivals = new HashMap<>();
  final Opening opening = new Opening(this::soap, this::cms, new Reader());
  final JdbcAcceptedMessages accepted;
  final JdbcMessageSearch search;
  final PipelineIntake intake;
  @Nullable AcknowledgementSink acknowledgements;
  @Nullable RuntimeException contractFailure;
  Set<String> contractWarnings = Set.of();
  private final Service alerts = service("ew.alert", 0, Set.of());
  private final Service claims = service("ins.claim", 2, Set.of("P01", "P02"));
  private final Service coverage = service("ins.coverage", 1, Set.of());
  final List<DomainState> states = new ArrayList<>();
  private int arrived;

  PipelineFixture(Path feeds, Database database) {
    this(feeds, database, new Partners());
  }

  private PipelineFixture(Path feeds, Database database, Partners partners) {
    this(feeds, database, partners, partners.pki.trust());
  }

  PipelineFixture(Path feeds, Database database, Partners partners, CertificateTrust trust) {
    this.partners = partners;
    this.database = database;
    ledger = new FakeLedger(database);
    MessageStore store = new MessageStore(database);
    Quota quota = new Quota(store);
    Bodies bodies = TestBodies.of(database);
    accepted = new JdbcAcceptedMessages(database, opening, bodies, feeds);
    search = new JdbcMessageSearch(database, new FakeReceipts());
    agree("met-taizhou", "ew.alert", Set.of("insurer-a", "insurer-b"), Set.of(), Set.of());
    agree("insurer-a", "ew.alert", Set.of(), Set.of(), Set.of());
    agree("insurer-b", "ew.alert", Set.of(), Set.of(), Set.of());
    agree("insurer-a", "ins.coverage", Set.of(), Set.of(), Set.of());
    agree(
        "insurer-b",
        "ins.claim",
        Set.of("insurer-a"),
        Set.of("P01"),
        Set.of("LB-CONSENT", "LB-LAW"));
    Catalogue catalogue = new TestCatalogue();
    intake =
        new PipelineIntake(
            IntakeConfiguration.stages(
                opening,
                trust,
                partners,
                new ParticipantPolicies(partners, AlgorithmPolicy.strict()),
                store,
                Duration.ofSeconds(300),
                catalogue,
                new TestAgreements(),
                quota,
                () -> states),
            quota,
            ledger,
            new MessageRecording.Recording(
                store,
                new SenderSequences(store),
                new FakeReceipts(),
                accepted,
                () -> acknowledgements,
                bodies,
                "c0"),
            new IntakeMetrics(meters),
            () -> null);
  }

  void agree(
      String sender,
      String service,
      Set<String> recipients,
      Set<String> purposes,
      Set<String> bases) {
    Set<ParticipantId> ids = new java.util.HashSet<>();
    recipients.forEach(id -> ids.add(new ParticipantId(id)));
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.ofHours(8));
    agreements.add(
        new Agreement(
            "A-" + sender + "-" + service,
            service,
            new ParticipantId(sender),
            ids,
            purposes,
            bases,
            today.minusDays(3),
            today.plusDays(3)));
  }

  /** A header as the pipeline likes it. */
  HeaderBuilder header(String sender, String service, Direction direction) {
    return Header.builder(service, "publish", "1.0", direction)
        .sender(partners.uscc(sender))
        .receiver(partners.uscc("kanhe"))
        .sentTime(now.atOffset(ZoneOffset.UTC))
        .businessKey("K-1")
        .payloadDigest(Digest.sha256(PAYLOAD));
  }

  HeaderBuilder alert() {
    return header("met-taizhou", "ew.alert", Direction.EVENT);
  }

  /** Bytes that a verifier would find to be {@code header}, signed by {@code signer}. */
  byte[] arrive(Header header, String signer) {
    return arrive(new Arrival(header, PAYLOAD, signer, null, now, null));
  }

  byte[] arrive(Arrival arrival) {
    String key = "arrival-" + arrived++;
    arrivals.put(key, arrival);
    return key.getBytes(StandardCharsets.UTF_8);
  }

  Outcome mq(byte[] raw, String peer) {
    return intake.submit(new Submission.Mq(raw, new ParticipantId(peer), now));
  }

  Outcome mq(Header header, String signerAndPeer) {
    return mq(arrive(header, signerAndPeer), signerAndPeer);
  }

  Outcome soap(byte[] raw, @Nullable String action, String peer) {
    return intake.submit(new Submission.Soap(raw, action, new ParticipantId(peer), now));
  }

  static ErrorCode codeOf(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.code() : null;
  }

  List<EntryType> entryTypes() {
    return ledger.entries.stream().map(io.kanhe.ledger.Entry::type).toList();
  }

  record Arrival(
      Header header,
      byte[] payload,
      String signer,
      @Nullable String wsaAction,
      Instant created,
      @Nullable Instant expires) {}

  private VerifiedSoap soap(byte[] raw) {
    Arrival arrival = arrival(raw);
    return new VerifiedSoap(
        SoapVersion.V1_2,
        raw,
        arrival.payload,
        signer(arrival),
        null,
        arrival.wsaAction,
        arrival.created,
        arrival.expires);
  }

  private VerifiedContent cms(byte[] raw) {
    return new VerifiedContent(raw, signer(arrival(raw)));
  }

  private Signer signer(Arrival arrival) {
    X509Certificate certificate = partners.key(arrival.signer).certificate();
    return new Signer(certificate, "ECDSA-P256-SHA256", DigestAlgorithm.SHA_256);
  }

  private Arrival arrival(byte[] raw) {
    Arrival found = arrivals.get(new String(raw, StandardCharsets.UTF_8));
    if (found == null) {
      throw new KanheException(ErrorCode.SIGNATURE_INVALID, "not signed by anybody here");
    }
    return found;
  }

  private static Service service(String id, int personalDataClass, Set<String> purposes) {
    return new Service(id, "1.0", id, id, personalDataClass, purposes, List.of());
  }

  private final class Reader implements EnvelopeReader {
    @Override
    public Header header(byte[] xml) {
      return arrival(xml).header;
    }

    @Override
    public Envelope envelope(byte[] xml) {
      return new Envelope(arrival(xml).header, new Payload.Inline(arrival(xml).payload));
    }
  }

  private final class TestCatalogue implements Catalogue {
    @Override
    public Optional<Service> find(String serviceId, String version) {
      return all().stream()
          .filter(s -> s.id().equals(serviceId) && version.equals("1.0"))
          .findFirst();
    }

    @Override
    public List<Service> all() {
      return List.of(alerts, claims, coverage);
    }

    @Override
    public Optional<Service.Operation> operation(Header header) {
      return Optional.empty();
    }

    @Override
    public Checked check(Header header, Payload payload) {
      if (contractFailure != null) {
        throw contractFailure;
      }
      return new Checked(
          find(header.serviceId(), header.version()).orElseThrow(), "cap-cn", 3, contractWarnings);
    }
  }

  private final class TestAgreements implements Agreements {
    @Override
    public List<Agreement> all() {
      return agreements;
    }

    @Override
    public List<Agreement> inForce(ParticipantId sender, String serviceId, LocalDate day) {
      return agreements.stream()
          .filter(
              a -> a.sender().equals(sender) && a.serviceId().equals(serviceId) && a.isInForce(day))
          .toList();
    }

    @Override
    public boolean allows(
        ParticipantId sender, String serviceId, ParticipantId recipient, LocalDate day) {
      return inForce(sender, serviceId, day).stream()
          .anyMatch(a -> a.recipients().contains(recipient));
    }
  }
}
