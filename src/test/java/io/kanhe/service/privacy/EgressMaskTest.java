package io.kanhe.service.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Field;
import io.kanhe.catalogue.Samples;
import io.kanhe.catalogue.Samples.Sample;
import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.delivery.Consignment;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves the gateway, for every field of every service. The persons are invented. */
class EgressMaskTest {

  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final Participant INSURER_A = participant("91331000TEXT000A0M", Role.INSURER);
  private static final Participant INSURER_B = participant("91331000TEXT000B9J", Role.INSURER);
  private static final Participant BANK = participant("91331000TEXT000H8M", Role.BANK);

  private final EgressMask mask = new EgressMask(CATALOGUE);

  /** Every sample that tells or answers something. */
  static Stream<Sample> told() {
    return Samples.of(CATALOGUE).stream()
        .filter(sample -> sample.text().startsWith("<"))
        .filter(sample -> sample.header().direction() != Direction.REQUEST);
  }

  @ParameterizedTest
  @MethodSource("told")
  void aStrangerSeesNoMaskedValueOfAnyField(Sample sample) {
    String seen = seen(sample, BANK);
    for (String value : maskedValues(sample)) {
      assertThat(seen).doesNotContain(">" + value + "<");
    }
  }

  @ParameterizedTest
  @MethodSource("told")
  void whatIsLeftIsOneDocumentOfTheSameShape(Sample sample) {
    XmlElement before = root(sample.text());
    XmlElement after = root(seen(sample, BANK));
    assertThat(after.localName()).isEqualTo(before.localName());
    assertThat(after.namespace()).isEqualTo(before.namespace());
  }

  @Test
  void anInsurerSeesItsOwnPartyWholeAndTheOtherCovered() {
    Sample notice = sample("ps.accident.liability", "publish");
    String own = seen(notice, INSURER_A);
    assertThat(own).contains("测试甲", "浙J12345", "LTEST0008P0000001");
    String other = seen(notice, INSURER_B);
    assertThat(other)
        .doesNotContain("测试甲", "浙J12345", "331081190001010178")
        .contains("浙J·***45", "***********000001");
  }

  @Test
  void anInsurerSeesTheFarmOfItsOwnDeadAnimals() {
    Sample disposal = sample("ah.disposal", "record");
    Participant own = participant("91330200TEXT000C7B", Role.INSURER);
    assertThat(seen(disposal, own)).contains("示例生猪养殖场").doesNotContain("GFSY-331081-0045");
    assertThat(seen(disposal, INSURER_B)).doesNotContain("示例生猪养殖场");
  }

  @Test
  void whoIsAskedSeesAboutWhom() {
    Sample question =
        Samples.of(CATALOGUE).stream()
            .filter(sample -> sample.header().serviceId().equals("ps.burglary.case"))
            .filter(sample -> sample.header().direction() == Direction.REQUEST)
            .findFirst()
            .orElseThrow();
    Participant police = participant("11331000TEXT000330", Role.POLICE_SECURITY);
    assertThat(seen(question, police)).isEqualTo(question.text());
  }

  private static Sample sample(String service, String operation) {
    return Samples.of(CATALOGUE).stream()
        .filter(each -> each.header().serviceId().equals(service))
        .filter(each -> each.header().operation().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  private String seen(Sample sample, Participant recipient) {
    Header header = sample.header();
    byte[] payload = sample.text().getBytes(StandardCharsets.UTF_8);
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
            recipient.id(),
            "label",
            header.serviceId(),
            header.operation(),
            header.version(),
            header.direction(),
            payload,
            false,
            4);
    return new String(mask.of(message, consignment, recipient), StandardCharsets.UTF_8);
  }

  /** Values of fields that a stranger may not see whole; short ones say nothing of their own. */
  private static List<String> maskedValues(Sample sample) {
    Payload payload = new Payload.Inline(sample.text().getBytes(StandardCharsets.UTF_8));
    XmlElement root = root(sample.text());
    List<String> values = new ArrayList<>();
    CATALOGUE.find(sample.header().serviceId(), "1.0").orElseThrow().operations().stream()
        .flatMap(operation -> operation.formats().stream())
        .filter(format -> format.contract().appliesTo(payload))
        .flatMap(format -> format.contract().fields().stream())
        .filter(
            field ->
                Set.of("name", "farmer", "idNo", "mobile", "plate", "vin").contains(rule(field)))
        .flatMap(field -> XmlPath.all(root, root.localName() + "/" + field.path()).stream())
        .map(XmlElement::token)
        .filter(
            value -> !value.isEmpty() && !value.contains("*")) // a sample may be covered already
        .forEach(values::add);
    return values;
  }

  private static String rule(Field field) {
    return field.notes().mask();
  }

  private static XmlElement root(String text) {
    byte[] plain = io.kanhe.delivery.StandalonePayload.of(text.getBytes(StandardCharsets.UTF_8));
    return XmlReader.parse(plain, XmlLimits.defaults()).root();
  }

  static Participant participant(String uscc, Role role) {
    return SampleParticipant.of(
        new ParticipantId("reader"),
        new Uscc(uscc),
        role,
        "331000",
        List.of(new Participant.Name("读者(示例)", "Reader (sample)", LocalDate.of(2026, 1, 1), null)),
        List.of(),
        List.of(),
        Door.MQ,
        null,
        Set.of(Environment.Exercise),
        1,
        true);
  }
}
