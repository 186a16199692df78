package io.kanhe.intake.feed;

import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Intake;
import io.kanhe.intake.Outcome;
import io.kanhe.intake.ReceiptFormat;
import io.kanhe.intake.Submission;
import io.kanhe.intake.http.DoorPeer;
import io.kanhe.intake.http.Linger;
import io.kanhe.intake.http.Problem;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The feed door: {@code PUT /feeds/{service}/{batchNo}}. The file is streamed to disk, hashed and
 * counted on its way, and never held in memory. Answers 201 with a {@code k:Receipt}, 200 for a
 * repeat, or an RFC 9457 problem.
 */
final class FeedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String HEADER = "Kanhe-Header";
  private static final KanheException BROKEN =
      new KanheException(
          ErrorCode.LIMIT_EXCEEDED, "the file broke off or came slower than the door allows");

  private final transient Intake intake;
  private final transient DoorRefusals refusals;
  private final transient FeedFiles files;
  private final transient ReceiptFormat receipts;
  private final transient Clock clock;

  FeedServlet(
      Intake intake, DoorRefusals refusals, FeedFiles files, ReceiptFormat receipts, Clock clock) {
    this.intake = intake;
    this.refusals = refusals;
    this.files = files;
    this.receipts = receipts;
    this.clock = clock;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("PUT")) {
      response.setHeader("Allow", "PUT");
      Problem.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "This door takes PUT.");
      return;
    }
    ParticipantId peer = DoorPeer.of(request);
    Submission.Feed submission;
    try {
      submission = receive(request, peer);
    } catch (KanheException e) {
      refuseUnread(request, response, peer, e, e.code().httpStatus());
      return;
    } catch (IOException | IllegalStateException e) {
      // Jetty reports a body below the minimum data rate as an IllegalStateException.
      refuseUnread(request, response, peer, BROKEN, HttpServletResponse.SC_REQUEST_TIMEOUT);
      return;
    }
    Outcome outcome = intake.submit(submission);
    if (outcome instanceof Outcome.Accepted accepted) {
      byte[] receipt = receipts.write(accepted.receipt());
      response.setStatus(
          accepted.repeated() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_CREATED);
      response.setContentType("application/xml;charset=utf-8");
      response.setContentLength(receipt.length);
      response.getOutputStream().write(receipt);
    } else if (outcome instanceof Outcome.Refused refused) {
      refuse(response, refused);
    }
  }

  private Submission.Feed receive(HttpServletRequest request, ParticipantId peer)
      throws IOException {
    if (request.getRequestURI().indexOf(';') >= 0) {
      // Attack: the container drops path parameters, a proxy in front of it sees another address.
      throw new KanheException(
          ErrorCode.HEADER_INVALID, "a path parameter in the address (expected: none)");
    }
    FeedAddress address = FeedAddress.parse(request.getPathInfo());
    String coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
      throw new KanheException(
          ErrorCode.MEDIA_TYPE_UNSUPPORTED,
          "a Content-Encoding (expected at the feed door: identity or none)");
    }
    byte[] header = signedHeader(request.getHeader(HEADER));
    FeedFiles.Received received =
        files.receive(request.getInputStream(), request.getContentLengthLong());
    return new Submission.Feed(
        header,
        received.file(),
        received.key(),
        received.sizeBytes(),
        received.digest(),
        address.serviceId(),
        address.batchNo(),
        peer,
        now());
  }

  static byte[] signedHeader(@Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new KanheException(
          ErrorCode.SIGNATURE_MISSING,
          "no " + HEADER + " (expected: base64 of a CMS SignedData over k:MessageHeader)");
    }
    try {
      return Base64.getDecoder().decode(value.strip());
    } catch (IllegalArgumentException e) {
      throw new KanheException(ErrorCode.MALFORMED, HEADER + " is not base64 on one line", e);
    }
  }

  private void refuseUnread(
      HttpServletRequest request,
      HttpServletResponse response,
      ParticipantId peer,
      KanheException refusal,
      int status)
      throws IOException {
    Outcome.Refused refused =
        refusals.refuse(Door.FEED, peer, now(), refusal.code(), refusal.getMessage());
    // Part of the file may still be on its way: the connection must not carry another request.
    response.setHeader("Connection", "close");
    Problem.send(response, refused, null, status);
    Linger.afterRefusal(request, response);
  }

  private void refuse(HttpServletResponse response, Outcome.Refused refused) throws IOException {
    byte[] receipt = refused.receipt() == null ? null : receipts.write(refused.receipt());
    Problem.send(response, refused, receipt, refused.code().httpStatus());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
