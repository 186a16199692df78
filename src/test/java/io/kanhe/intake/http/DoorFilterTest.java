package io.kanhe.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Outcome;
import io.kanhe.platform.ErrorCode;
import io.kanhe.trust.TestPki;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DoorFilterTest {

  private final List<ErrorCode> refused = new ArrayList<>();
  private final DoorRefusals refusals =
      (door, peer, receivedAt, code, detail) -> {
        refused.add(code);
        return new Outcome.Refused(code, detail, null, "0123456789abcdef");
      };

  @Test
  void refusesATrustedCertificateThatTheRegistryDoesNotHold() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/services/kanhe");
    request.setServletPath("/services");
    request.setPathInfo("/kanhe");
    request.setAttribute("io.kanhe.door.connector", Boolean.TRUE);
    request.setAttribute(
        "jakarta.servlet.request.X509Certificate",
        new X509Certificate[] {
          TestPki.create().participant("stranger").forTls().build().certificate()
        });
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockFilterChain chain = new MockFilterChain();
    new DoorFilter(new NobodyKnown(), TestPki.create().trust(), refusals, Clock.systemUTC())
        .doFilter(request, response, chain);
    assertThat(refused).containsExactly(ErrorCode.TRANSPORT_IDENTITY_MISMATCH);
    assertThat(response.getStatus()).isEqualTo(403);
    assertThat(response.getContentAsString())
        .contains("\"code\":2010,", "\"traceId\":\"0123456789abcdef\"");
    assertThat(chain.getRequest()).isNull();
  }
}
