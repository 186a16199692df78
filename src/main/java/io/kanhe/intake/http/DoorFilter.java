package io.kanhe.intake.http;

import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Outcome;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Keeps the doors on their own connector and everything else off it, and names the peer by its TLS
 * certificate. A certificate under a trusted CA is not enough: it must be one that the registry
 * holds.
 */
final class DoorFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String SOAP_PATH = "/services/kanhe";
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private final transient ParticipantRegistry registry;
  private final transient DoorRefusals refusals;
  private final transient Clock clock;

  DoorFilter(ParticipantRegistry registry, DoorRefusals refusals, Clock clock) {
    this.registry = registry;
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = path(request);
    boolean soap = path.equals(SOAP_PATH);
    boolean feed = path.startsWith("/feeds/");
    boolean log = path.startsWith("/log/");
    if (!DoorConnector.carries(request)) {
      if (path.startsWith("/services")
          || path.startsWith("/feeds")
          || path.startsWith(CertificateServlet.PREFIX)) {
        Problem.send(
            response,
            HttpServletResponse.SC_NOT_FOUND,
            "The doors are on the port of kanhe.https.");
      } else {
        chain.doFilter(request, response);
      }
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    boolean certificate = path.startsWith(CertificateServlet.PREFIX);
    if (!soap && !feed && !certificate && !log) {
      Problem.send(response, HttpServletResponse.SC_NOT_FOUND, "There is nothing at this address.");
      return;
    }
    Optional<Participant> peer = peer(request);
    if (peer.isEmpty() && log) {
      Problem.send(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "The TLS certificate belongs to no participant.");
      return;
    }
    if (peer.isEmpty()) {
      refuseUnknownPeer(request, response, soap ? Door.SOAP : Door.FEED);
      return;
    }
    DoorPeer.set(request, peer.get().id());
    chain.doFilter(request, response);
  }

  private void refuseUnknownPeer(
      HttpServletRequest request, HttpServletResponse response, Door door) throws IOException {
    Outcome.Refused refused =
        refusals.refuse(
            door,
            null,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            ErrorCode.TRANSPORT_IDENTITY_MISMATCH,
            "the TLS certificate belongs to no participant");
    // The body was not read: the connection must not carry another request.
    response.setHeader("Connection", "close");
    Problem.send(response, refused, null, refused.code().httpStatus());
    Linger.afterRefusal(request, response);
  }

  private Optional<Participant> peer(HttpServletRequest request) {
    if (request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0) {
      return registry.byTlsCertificate(chain[0]);
    }
    return Optional.empty();
  }

  /** Decoded and without dot segments, as the servlets see it. */
  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }
}
