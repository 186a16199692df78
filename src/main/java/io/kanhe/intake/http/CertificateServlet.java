package io.kanhe.intake.http;

import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.trust.Trust;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * To whom content can be encrypted: {@code GET /participants/{id}/encryption-certificate}, for
 * participants, read only. Answers the certificates in force in PEM, the preferred one first, or
 * 404. A client checks their path to the trust anchors that it has by other means: an address book
 * is no authority.
 */
final class CertificateServlet extends HttpServlet {

  static final String PREFIX = "/participants/";

  private static final long serialVersionUID = 1L;
  private static final String MEDIA_TYPE = "application/pem-certificate-chain";
  private static final Pattern PATH =
      Pattern.compile("/([a-z][a-z0-9-]{1,39})/encryption-certificate");

  private final transient ParticipantRegistry registry;
  private final transient Clock clock;

  CertificateServlet(ParticipantRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("GET")) {
      response.setHeader("Allow", "GET");
      Problem.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "This address takes GET.");
      return;
    }
    List<X509Certificate> certificates = certificates(request.getPathInfo());
    if (certificates.isEmpty()) {
      Problem.send(
          response, HttpServletResponse.SC_NOT_FOUND, "There is no encryption certificate.");
      return;
    }
    byte[] pem = Trust.pem(certificates).getBytes(StandardCharsets.US_ASCII);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(pem.length);
    response.getOutputStream().write(pem);
  }

  private List<X509Certificate> certificates(@Nullable String path) {
    Matcher matcher = PATH.matcher(path == null ? "" : path);
    if (!matcher.matches()) {
      return List.of();
    }
    Optional<Participant> participant =
        registry.byId(new ParticipantId(matcher.group(1))).filter(Participant::active);
    return participant.map(each -> each.encryptionCertificates(clock.instant())).orElse(List.of());
  }
}
