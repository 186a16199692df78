package io.kanhe.trust;

import static io.kanhe.platform.ErrorCode.HEADER_INVALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack of the threat table on XML signatures, each made from one valid envelope. */
class SoapAttackTest {

  private static String valid;

  private final SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());

  @BeforeAll
  static void sign() {
    // Comments are not signed; this one would get some attacks refused for another reason.
    valid =
        new String(SoapSamples.signed(TestPki.create().participant("met-taizhou").build()), UTF_8)
            .replace("<!-- checked -->", "");
    assertThat(Trust.soapVerifier(AlgorithmPolicy.strict()).verify(valid.getBytes(UTF_8)))
        .isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "io.kanhe.trust.SoapWrapping#wrapping",
    "io.kanhe.trust.SoapWrapping#exclusion",
    "io.kanhe.trust.SoapForbidden#algorithms",
    "io.kanhe.trust.SoapForbidden#documents"
  })
  void refuses(String name, ErrorCode code, UnaryOperator<String> attack) {
    String changed = attack.apply(valid);

    assertThat(changed).isNotEqualTo(valid);
    assertThatThrownBy(() -> verifier.verify(changed.getBytes(UTF_8)))
        .isInstanceOfSatisfying(KanheException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  static Stream<Arguments> timestamps() {
    return Stream.of(
        Arguments.of("no Created", "<wsu:Expires>2026-08-01T00:05:00Z</wsu:Expires>"),
        Arguments.of("no offset", "<wsu:Created>2026-08-01T00:00:00</wsu:Created>"),
        Arguments.of("60th second", "<wsu:Created>2026-08-01T00:00:60Z</wsu:Created>"),
        Arguments.of("other text", "<wsu:Created>today</wsu:Created>"),
        Arguments.of(
            "ends before it begins",
            "<wsu:Created>2026-08-01T00:00:00Z</wsu:Created><wsu:Expires>2026-07-31T00:00:00Z</wsu:Expires>"),
        Arguments.of("other element", "<wsu:Created>2026-08-01T00:00:00Z</wsu:Created><x/>"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("timestamps")
  void refusesATimestampThatSaysNothingClear(String name, String content) {
    String envelope =
        "<t xmlns:wsu=\"" + SoapNames.WSU + "\"><wsu:Timestamp>" + content + "</wsu:Timestamp></t>";
    XmlElement timestamp =
        XmlReader.parse(envelope.getBytes(UTF_8), XmlLimits.defaults()).root().elements().get(0);
    SecurityBlock block = new SecurityBlock(timestamp, timestamp, timestamp, timestamp, timestamp);

    assertThatThrownBy(
            () -> {
              block.created();
              block.expires();
            })
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(HEADER_INVALID));
  }
}
