package io.kanhe.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Agreement;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.Signer;
import io.kanhe.trust.TestPki;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Domain 1.2 and 4.2 written down a second time: under agreements that would allow everything, what
 * may be sent for which purpose by whom. Everything else is refused.
 */
class PurposeMatrixTest {

  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final Signer SIGNER =
      new Signer(
          TestPki.create().participant("sender").build().certificate(),
          "any",
          DigestAlgorithm.SHA_256);
  private static final ParticipantId SENDER = new ParticipantId("sender");
  private static final ParticipantId RECEIVER = new ParticipantId("receiver");

  /**
   * One row.
   *
   * @param what service, or service and operation where the operation has a row of its own
   */
  private record Row(String what, String purposes, String tellers, String hearers) {}

  private static final String AUTHORITIES = "REGULATOR_LOCAL REGULATOR_HQ GOV_LOCAL";
  private static final String ALERTED = "INSURER EMERGENCY MET WATER " + AUTHORITIES;

  /** First what the gateway finds out by itself and nobody else may say. */
  private static final List<Row> TABLE =
      List.of(
          new Row("ps.mutual-collision notice", "P01 P03", "GATEWAY", "INSURER POLICE_TRAFFIC"),
          new Row("ew.alert impact", "P01 P02 P04 P05 P06", "GATEWAY", ALERTED),
          new Row("ew.alert notice", "P01 P02 P04 P05 P06", "GATEWAY", ALERTED),
          new Row("met.proof notice", "P01 P07", "GATEWAY", "INSURER MET"),
          new Row("ah.disposal notice", "P01 P03", "GATEWAY", "INSURER HUSBANDRY"),
          new Row("ins.claim notice", "P05 P06 P07", "GATEWAY", "EMERGENCY INSURER " + AUTHORITIES),
          new Row(
              "reg.case notice",
              "P06 P07 P08",
              "GATEWAY",
              "REGULATOR_LOCAL INSURER MEDIATION POLITICAL_LEGAL GOV_LOCAL"),
          new Row(
              "fraud.lead overdue",
              "P03 P08",
              "GATEWAY",
              "POLICE_ECON REGULATOR_LOCAL INSURER ASSOCIATION"),
          new Row(
              "fraud.lead indicator",
              "P03 P08",
              "GATEWAY",
              "POLICE_ECON REGULATOR_LOCAL INSURER ASSOCIATION"),
          new Row("ps.accident.liability", "P01 P03", "POLICE_TRAFFIC", "INSURER"),
          new Row("ps.mutual-collision", "P01 P03", "INSURER GATEWAY", "INSURER POLICE_TRAFFIC"),
          new Row("ps.burglary.case", "P01", "POLICE_SECURITY", "INSURER"),
          new Row("ps.vehicle.stolen", "P01 P02 P03", "POLICE_SECURITY", "INSURER"),
          new Row("ps.residence.verify", "P01 P02", "POLICE_SECURITY", "INSURER"),
          new Row(
              "fraud.lead",
              "P03 P08",
              "INSURER ASSOCIATION POLICE_ECON GATEWAY",
              "POLICE_ECON REGULATOR_LOCAL INSURER ASSOCIATION"),
          new Row("ew.alert", "P01 P02 P04 P05 P06", "MET WATER GATEWAY", ALERTED),
          new Row("met.observation", "P01 P02 P04 P05 P06", "MET", "INSURER EMERGENCY"),
          new Row("met.proof", "P01 P07", "MET", "INSURER"),
          new Row("wat.stage", "P01 P02 P04 P05 P06", "WATER", "INSURER EMERGENCY"),
          new Row("ah.eartag", "P01 P02 P03", "HUSBANDRY", "INSURER"),
          new Row(
              "ah.disposal", "P01 P03", "HUSBANDRY DISPOSAL_PLANT GATEWAY", "INSURER HUSBANDRY"),
          new Row(
              "ah.epidemic", "P01 P02 P04 P05", "HUSBANDRY", "INSURER REGULATOR_LOCAL EMERGENCY"),
          new Row(
              "ins.coverage",
              "P04 P05 P06",
              "INSURER",
              "GATEWAY REGULATOR_LOCAL GOV_LOCAL EMERGENCY BANK"),
          new Row(
              "ins.coverage certificate",
              "P09",
              "INSURER",
              "GATEWAY REGULATOR_LOCAL GOV_LOCAL EMERGENCY BANK"),
          new Row(
              "ins.claim", "P05 P06 P07", "INSURER GATEWAY", "EMERGENCY INSURER " + AUTHORITIES),
          new Row("ins.emergency", "P05 P06", "INSURER", "EMERGENCY INSURER " + AUTHORITIES),
          new Row(
              "reg.stat",
              "P06 P07 P08",
              "INSURER REGULATOR_LOCAL",
              "POLITICAL_LEGAL " + AUTHORITIES),
          new Row(
              "reg.case",
              "P06 P07 P08",
              "REGULATOR_LOCAL INSURER MEDIATION GATEWAY",
              "REGULATOR_LOCAL INSURER MEDIATION POLITICAL_LEGAL GOV_LOCAL"));

  static Stream<Service> services() {
    return CATALOGUE.all().stream().filter(each -> !each.id().startsWith("kanhe."));
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyPurposeThatTheTableDoesNotNameIsRefused(Service service) {
    for (Service.Operation operation : service.operations()) {
      Row row = row(service, operation);
      Direction direction = direction(operation);
      Set<String> allowed = new TreeSet<>();
      for (int i = 1; i <= 10; i++) {
        String purpose = String.format("P%02d", i);
        Optional<ErrorCode> refusal =
            refusal(header(service, operation, direction, purpose), sender(row, direction), null);
        if (refusal.isEmpty()) {
          allowed.add(purpose);
        } else {
          assertThat(refusal).contains(ErrorCode.PURPOSE_NOT_ALLOWED);
        }
      }
      assertThat(allowed).as(row.what()).containsExactlyInAnyOrder(row.purposes().split(" "));
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void everySenderAndReceiverThatTheTableDoesNotNameIsRefused(Service service) {
    for (Service.Operation operation : service.operations()) {
      Row row = row(service, operation);
      for (Direction direction : operation.directions()) {
        if (direction == Direction.RESPONSE && operation.isQuery()) {
          continue; // answers settle a question; who was asked is known
        }
        boolean asks = direction == Direction.REQUEST;
        Set<String> sending = asks ? roles(row.hearers()) : roles(row.tellers());
        Set<String> getting = asks ? roles(row.tellers()) : roles(row.hearers());
        Header header = header(service, operation, direction, row.purposes().split(" ")[0]);
        TreeMap<String, Boolean> sent = new TreeMap<>();
        TreeMap<String, Boolean> got = new TreeMap<>();
        for (Role role : Role.values()) {
          sent.put(role.name(), isAllowed(refusal(header, role, null)));
          Role legal = Role.valueOf(sending.iterator().next());
          got.put(role.name(), isAllowed(refusal(header, legal, role)));
        }
        assertThat(named(sent)).as(row.what() + " sent " + direction).isEqualTo(sending);
        assertThat(named(got)).as(row.what() + " got " + direction).isEqualTo(getting);
      }
    }
  }

  @Test
  void aPurposeThatIsStatedCountsForPlainDataToo() {
    Service alerts = CATALOGUE.find("ew.alert", "1.0").orElseThrow();
    Service.Operation publish = alerts.operation("publish").orElseThrow();
    Header unstated = header(alerts, publish, Direction.EVENT, null);
    assertThat(refusal(unstated, Role.MET, null)).isEmpty();
    Header wrong = header(alerts, publish, Direction.EVENT, "P09");
    assertThat(refusal(wrong, Role.MET, null)).contains(ErrorCode.PURPOSE_NOT_ALLOWED);
  }

  private static boolean isAllowed(Optional<ErrorCode> refusal) {
    refusal.ifPresent(code -> assertThat(code).isEqualTo(ErrorCode.ROLE_NOT_ALLOWED));
    return refusal.isEmpty();
  }

  private static Set<String> named(TreeMap<String, Boolean> verdicts) {
    verdicts.values().removeIf(allowed -> !allowed);
    return verdicts.keySet();
  }

  private static Row row(Service service, Service.Operation operation) {
    String own = service.id() + " " + operation.name();
    return TABLE.stream()
        .filter(each -> each.what().equals(own))
        .findFirst()
        .or(() -> TABLE.stream().filter(each -> each.what().equals(service.id())).findFirst())
        .orElseThrow(() -> new AssertionError("no row for " + own));
  }

  private static Set<String> roles(String words) {
    return new TreeSet<>(List.of(words.split(" ")));
  }

  private static Direction direction(Service.Operation operation) {
    return operation.directions().stream()
        .filter(each -> each != Direction.RESPONSE)
        .findFirst()
        .orElseThrow();
  }

  private static Role sender(Row row, Direction direction) {
    String roles = direction == Direction.REQUEST ? row.hearers() : row.tellers();
    return Role.valueOf(roles.split(" ")[0]);
  }

  private static Header header(
      Service service, Service.Operation operation, Direction direction, @Nullable String purpose) {
    String basis = service.terms().legalBases().stream().sorted().findFirst().orElse("LB-LAW");
    return Header.builder(service.id(), operation.name(), "1.0", direction)
        .sender(new Uscc("91331000TEXT000A0M"))
        .receiver(new Uscc("12331000TEXT000920"))
        .sentTime(OffsetDateTime.parse("2026-08-24T08:00:00+08:00"))
        .businessKey("K-1")
        .purpose(purpose, purpose == null ? null : basis)
        .consentRef("C-1")
        .agreementId("A-1")
        .payloadDigest(Digest.sha256(new byte[0]))
        .build();
  }

  private static Optional<ErrorCode> refusal(Header header, Role sender, @Nullable Role receiver) {
    Dossier dossier = new Dossier(new Submission.Mq(new byte[0], SENDER, Instant.EPOCH));
    dossier.opened(new Opened(header, new Payload.Inline(new byte[0]), SIGNER, null));
    dossier.sender(participant(SENDER, sender));
    if (receiver != null) {
      dossier.recipients(List.of(participant(RECEIVER, receiver)));
    }
    try {
      new Permission(CATALOGUE, new EverythingAgreed()).check(dossier);
      return Optional.empty();
    } catch (KanheException e) {
      return Optional.of(e.code());
    }
  }

  private static Participant participant(ParticipantId id, Role role) {
    return SampleParticipant.of(
        id,
        new Uscc("91331000TEXT000A0M"),
        role,
        "331000",
        List.of(new Participant.Name("示例", "Sample", LocalDate.EPOCH, null)),
        List.of(),
        List.of(),
        Door.MQ,
        null,
        Set.of(),
        1,
        true);
  }

  /** So that nothing but the service itself says no. */
  private static final class EverythingAgreed implements Agreements {

    @Override
    public List<Agreement> all() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Agreement> inForce(ParticipantId sender, String serviceId, LocalDate day) {
      Set<String> purposes = new TreeSet<>();
      for (int i = 1; i <= 10; i++) {
        purposes.add(String.format("P%02d", i));
      }
      return List.of(
          new Agreement(
              "A-1",
              serviceId,
              sender,
              Set.of(RECEIVER),
              purposes,
              CATALOGUE.find(serviceId, "1.0").orElseThrow().terms().legalBases(),
              LocalDate.EPOCH,
              LocalDate.MAX));
    }

    @Override
    public boolean allows(
        ParticipantId sender, String serviceId, ParticipantId recipient, LocalDate day) {
      return true;
    }
  }
}
