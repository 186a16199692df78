package io.kanhe.service.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Samples;
import io.kanhe.catalogue.Service;
import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.delivery.Consignment;
import io.kanhe.delivery.OutgoingView;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Role;
import io.kanhe.platform.Door;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every service with a canary, seen by every role and by each insurer. */
class CanaryMaskTest {

  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final List<String> INSURERS =
      List.of("91331000TEXT000A0M", "91331000TEXT000B9J", "91330200TEXT000C7B");
  private static final String OTHER = "91331000TEXT000H8M";

  static List<Planted> planted() {
    Planted.Planter planter = new Planted.Planter(CATALOGUE);
    return Samples.of(CATALOGUE).stream()
        .filter(sample -> sample.text().startsWith("<"))
        .map(planter::plant)
        .toList();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("planted")
  void nobodySeesMoreThanTheTableAllows(Planted planted) {
    EgressMask mask = new EgressMask(CATALOGUE);
    for (Participant reader : readers()) {
      assertThat(seenTooMuch(mask, planted, reader)).as(reader.role().name()).isEmpty();
    }
  }

  /** The search itself works: a gateway that masks nothing is found out. */
  @Test
  void aViewThatLeaksIsFoundOut() {
    OutgoingView leak = (message, consignment, recipient) -> consignment.payload();
    Set<String> found = new TreeSet<>();
    for (Planted each : planted()) {
      readers().forEach(reader -> found.addAll(seenTooMuch(leak, each, reader)));
    }
    assertThat(found)
        .contains(
            "AccidentLiabilityNotice/parties/party/driverIdNo",
            "AccidentLiabilityNotice/location",
            "CaseRecord/factSummary",
            "DisposalRecord/vetCode")
        .hasSizeGreaterThan(25);
  }

  @Test
  void everyFieldWithARoomForACanaryHasOne() {
    assertThat(planted().stream().flatMap(each -> each.bare().stream()))
        .allMatch(
            bare ->
                bare.matches(
                    ".* (PlainDate|boolean|[CK]L-.*|RegionCode6|Result|Envelope|Count|Percent|Signed18_2|)"
                        + "|ew.alert AlertImpact/.*Yuan Money"
                        + "|ins.claim ClaimProgressFeed/cases/case/(claimNo No40|amount Money)"),
            "dates, codes, counts, yes or no; sums of the gateway; rows in place of cases");
  }

  @Test
  void everyMaskOfTheCatalogueHasItsRuleInTheTable() {
    CATALOGUE.all().stream()
        .flatMap(service -> service.operations().stream())
        .flatMap(operation -> operation.formats().stream())
        .filter(format -> format.kind() == Service.Kind.XML)
        .flatMap(format -> format.contract().fields().stream())
        .filter(field -> !Set.of("", "small-count").contains(field.notes().mask()))
        .forEach(
            field ->
                assertThat(Stream.of("", "alert/", "CaseEvent/", "ResidenceVerifyRequest/"))
                    .as(field.path())
                    .anyMatch(root -> CanaryTable.rule(root + field.path()).isPresent()));
  }

  private static Set<String> seenTooMuch(OutgoingView view, Planted planted, Participant reader) {
    byte[] payload = planted.text().getBytes(StandardCharsets.UTF_8);
    Header header = planted.header();
    AcceptedMessage message =
        new AcceptedMessage(
            1,
            new ParticipantId("sender"),
            header,
            new Payload.Inline(payload),
            "format",
            Digest.sha256(payload),
            Door.MQ,
            Instant.EPOCH);
    Consignment consignment =
        new Consignment(
            reader.id(),
            "label",
            header.serviceId(),
            header.operation(),
            header.version(),
            header.direction(),
            payload,
            false,
            4);
    String seen = new String(view.of(message, consignment, reader), StandardCharsets.UTF_8);
    Set<String> tooMuch =
        new TreeSet<>(
            CanaryTable.seenTooMuch(
                Planted.root(seen), header.direction(), reader.role(), reader.uscc().value()));
    if (header.direction() != Direction.REQUEST) {
      tooMuch.addAll(CanaryTable.strayed(seen, planted.canaries()));
    }
    return tooMuch;
  }

  private static List<Participant> readers() {
    return Stream.concat(
            INSURERS.stream().map(uscc -> EgressMaskTest.participant(uscc, Role.INSURER)),
            Stream.of(Role.values()).map(role -> EgressMaskTest.participant(OTHER, role)))
        .toList();
  }
}
