package io.kanhe.intake.http;

import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Outcome;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.CertificateTrust;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the doors on their own connector and everything else off it, and names the peer by its TLS
 * certificate. A certificate under a trusted CA is not enough: it must be one that the registry
 * holds.
 */
final class DoorFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(DoorFilter.class);
  private static final String SOAP_PATH = "/services/kanhe";
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final KanheException UNKNOWN_PEER =
      new KanheException(
          ErrorCode.TRANSPORT_IDENTITY_MISMATCH, "the TLS certificate belongs to no participant");

  private final transient ParticipantRegistry registry;
  private final transient CertificateTrust trust;
  private final transient DoorRefusals refusals;
  private final transient Clock clock;

  DoorFilter(
      ParticipantRegistry registry, CertificateTrust trust, DoorRefusals refusals, Clock clock) {
    this.registry = registry;
    this.trust = trust;
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
    Door door = soap ? Door.SOAP : Door.FEED;
    Optional<Participant> peer = peer(request);
    if (peer.isEmpty() && log) {
      Problem.send(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "The TLS certificate belongs to no participant.");
      return;
    }
    if (peer.isEmpty()) {
      refusePeer(request, response, door, null, UNKNOWN_PEER);
      return;
    }
    try {
      // On every request: a connection may outlive the standing of its certificate.
      trust.checkConnection(certificate(request), clock.instant(), peer.get().anchors());
    } catch (KanheException e) {
      refusePeer(request, response, door, peer.get().id(), e);
      return;
    }
    DoorPeer.set(request, peer.get().id());
    carryOn(request, response, chain);
  }

  /**
   * The edge of the doors: what reaches the server is logged with text that may quote a payload.
   */
  private static void carryOn(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException e) {
      if (e.getClass().getName().startsWith("org.eclipse.jetty.")) {
        throw e; // the server's own: a client that is gone or too slow
      }
      LOG.error("a door failed: {}", FaultTrace.of(e));
      if (response.isCommitted()) {
        throw new IOException("the gateway failed within an answer");
      }
      response.reset();
      Problem.send(
          response,
          HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
          "The gateway failed on this request.");
    }
  }

  private void refusePeer(
      HttpServletRequest request,
      HttpServletResponse response,
      Door door,
      @Nullable ParticipantId peer,
      KanheException reason)
      throws IOException {
    Outcome.Refused refused =
        refusals.refuse(
            door,
            peer,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            reason.code(),
            reason.getMessage());
    // The body was not read: the connection must not carry another request.
    response.setHeader("Connection", "close");
    Problem.send(response, refused, null, refused.code().httpStatus());
    Linger.afterRefusal(request, response);
  }

  private Optional<Participant> peer(HttpServletRequest request) {
    X509Certificate certificate = certificate(request);
    return certificate == null ? Optional.empty() : registry.byTlsCertificate(certificate);
  }

  private static @Nullable X509Certificate certificate(HttpServletRequest request) {
    return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
        ? chain[0]
        : null;
  }

  /** Decoded and without dot segments, as the servlets see it. */
  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }
}
