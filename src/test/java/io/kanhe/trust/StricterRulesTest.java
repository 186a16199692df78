package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages of long differential runs that had no written reason. */
class StricterRulesTest {

  private static final String ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

  private static String message;

  @BeforeAll
  static void sign() throws Exception {
    WSSConfig.init();
    KeyIdentity signer = TestPki.create().participant("met-taizhou").build();
    message = new String(SoapInteropTest.signedByWss4j(SoapVersion.V1_1, signer, ECDSA), UTF_8);
  }

  @Test
  void explainReferenceBesideItsTokenReference() {
    String changed =
        message.replaceFirst("(<wsse:Reference [^>]*/>)(</wsse:SecurityTokenReference>)", "$2$1");

    assertExplained(changed, ErrorCode.ALGORITHM_FORBIDDEN, "algorithm or form of key");
  }

  @Test
  void explainAttributeWhoseNameOnlyTheFifthEditionOfXmlAllows() {
    String changed = message.replaceFirst("mustUnderstand", "mustUnd\uD83D\uDE00erstand");

    assertExplained(changed, ErrorCode.COVERAGE_INCOMPLETE, "shape of the envelope");
  }

  @Test
  void explainNothingOfAMessageThatIsRight() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(StricterRules.explain(message.getBytes(UTF_8), code)).isEmpty();
    }
  }

  private static void assertExplained(String changed, ErrorCode code, String reason) {
    assertThat(changed).isNotEqualTo(message);
    byte[] bytes = changed.getBytes(UTF_8);
    KanheException refusal =
        catchThrowableOfType(
            KanheException.class, () -> Trust.soapVerifier(AlgorithmPolicy.strict()).verify(bytes));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(StricterRules.explain(bytes, code)).isEqualTo(reason);
  }
}
