package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.security.Security;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class NationalTlsTest {

  private static final TestPki PKI = TestPki.createSm2();

  @Test
  void takesNoKeyOfAnotherKindAndNeedsAnAnchorWithSm2() {
    KeyIdentity p256 = PKI.participant("kanhe").forTls().build();
    KeyIdentity sm2 = PKI.participant("kanhe").sm2().forTls().build();
    assertInvalid(() -> Trust.nationalTls(p256, PKI.anchors()));
    assertInvalid(() -> Trust.nationalTls(sm2, TestPki.create().anchors()));
  }

  /** The JDK's TLS and whatever else is in the process must not change. */
  @Test
  void speaksOneSuiteAndRegistersNoProvider() {
    int before = Security.getProviders().length;
    KeyIdentity sm2 = PKI.participant("kanhe").sm2().forTls().build();
    NationalTls tls = Trust.nationalTls(sm2, PKI.anchors());
    SSLEngine engine = tls.context().createSSLEngine();
    tls.prepare(engine);
    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
    assertThat(engine.getEnabledCipherSuites()).containsExactly(NationalTls.SUITE);
    assertThat(Security.getProviders()).hasSize(before);
    assertThat(System.getProperty("jdk.tls.namedGroups")).isNull();
  }

  private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID));
  }
}
