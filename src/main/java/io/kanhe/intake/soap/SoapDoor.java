package io.kanhe.intake.soap;

import io.kanhe.intake.AnswerDesk;
import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Intake;
import io.kanhe.intake.Outcome;
import io.kanhe.intake.ReceiptFormat;
import io.kanhe.intake.Submission;
import io.kanhe.intake.http.DoorPeer;
import io.kanhe.intake.http.Linger;
import io.kanhe.intake.http.Problem;
import io.kanhe.ledger.Receipt;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.SoapVersion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One SOAP request: read the raw bytes, run the pipeline, answer in the same SOAP version.
 * Thread-safe.
 */
final class SoapDoor {

  /** Response header with the receipt of a query, base64. */
  static final String RECEIPT = "Kanhe-Receipt";

  private static final int RETRY_AFTER_SECONDS = 5;
  private static final KanheException BROKEN =
      new KanheException(
          ErrorCode.LIMIT_EXCEEDED, "the body broke off or came slower than the door allows");

  private final Intake intake;
  private final DoorRefusals refusals;
  private final ReceiptFormat receipts;
  private final long maxBytes;
  private final AnswerDesk answers;
  private final Clock clock;

  SoapDoor(
      Intake intake,
      DoorRefusals refusals,
      ReceiptFormat receipts,
      AnswerDesk answers,
      long maxBytes,
      Clock clock) {
    this.intake = intake;
    this.refusals = refusals;
    this.receipts = receipts;
    this.answers = answers;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!request.getMethod().equals("POST")) {
      notPost(request, response);
      return;
    }
    ParticipantId peer = DoorPeer.of(request);
    SoapMediaType mediaType;
    byte[] raw;
    try {
      mediaType = SoapMediaType.parse(request.getContentType());
      checkCoding(request);
      raw = RequestBody.read(request.getInputStream(), request.getContentLengthLong(), maxBytes);
    } catch (KanheException e) {
      refuseUnread(request, response, peer, e, e.code().httpStatus());
      return;
    } catch (IOException | IllegalStateException e) {
      // Jetty reports a body below the minimum data rate as an IllegalStateException.
      refuseUnread(request, response, peer, BROKEN, HttpServletResponse.SC_REQUEST_TIMEOUT);
      return;
    }
    Outcome outcome =
        intake.submit(new Submission.Soap(raw, action(request, mediaType), peer, now()));
    Optional<AnswerDesk.Reply> reply =
        outcome instanceof Outcome.Accepted accepted
            ? answers.await(accepted.receipt())
            : Optional.empty();
    if (reply.isPresent()) {
      reply(response, mediaType.version(), ((Outcome.Accepted) outcome).receipt(), reply.get());
    } else if (outcome instanceof Outcome.Accepted accepted) {
      byte[] answer = SoapAnswers.receipt(mediaType.version(), receipts.write(accepted.receipt()));
      send(response, mediaType.version(), HttpServletResponse.SC_OK, answer);
    } else if (outcome instanceof Outcome.Refused refused) {
      int status = mediaType.version() == SoapVersion.V1_2 ? refused.code().httpStatus() : 500;
      sendFault(response, mediaType.version(), status, refused);
    }
  }

  /** The answer to a query; the receipt of the question goes beside it. */
  private void reply(
      HttpServletResponse response, SoapVersion version, Receipt receipt, AnswerDesk.Reply reply)
      throws IOException {
    if (reply instanceof AnswerDesk.Reply.Signed signed) {
      response.setHeader(RECEIPT, Base64.getEncoder().encodeToString(receipts.write(receipt)));
      send(response, version, HttpServletResponse.SC_OK, signed.envelope());
      answers.sent(signed);
    } else if (reply instanceof AnswerDesk.Reply.None none) {
      Outcome.Refused refused =
          new Outcome.Refused(none.code(), none.detail(), receipt, "query-" + receipt.index());
      int status = version == SoapVersion.V1_2 ? none.code().httpStatus() : 500;
      sendFault(response, version, status, refused);
    }
  }

  /** A description of the service is for administrators: the console has it. */
  private static void notPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean asksForDescription =
        request.getMethod().equals("GET") && request.getQueryString() != null;
    if (asksForDescription) {
      Problem.send(response, HttpServletResponse.SC_NOT_FOUND, "There is nothing at this address.");
    } else {
      response.setHeader("Allow", "POST");
      Problem.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "This door takes POST.");
    }
  }

  /** A compressed body could be a bomb, and its raw bytes would not be the signed ones. */
  private static void checkCoding(HttpServletRequest request) {
    String coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
      throw new KanheException(
          ErrorCode.MEDIA_TYPE_UNSUPPORTED, "a Content-Encoding (expected at the SOAP door: none)");
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
        refusals.refuse(Door.SOAP, peer, now(), refusal.code(), refusal.getMessage());
    // Part of the body is still on its way: the connection must not carry another request.
    response.setHeader("Connection", "close");
    SoapVersion version = SoapMediaType.versionForAnswer(request.getContentType());
    sendFault(response, version, status, refused);
    Linger.afterRefusal(request, response);
  }

  private static @Nullable String action(HttpServletRequest request, SoapMediaType mediaType) {
    String action =
        mediaType.version() == SoapVersion.V1_1
            ? request.getHeader("SOAPAction")
            : mediaType.action();
    if (action == null) {
      return null;
    }
    String unquoted = SoapMediaType.unquoted(action.strip());
    return unquoted.isEmpty() ? null : unquoted;
  }

  private void sendFault(
      HttpServletResponse response, SoapVersion version, int status, Outcome.Refused refused)
      throws IOException {
    if (refused.code().isToBeRepeated()) {
      response.setIntHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    byte[] receipt = refused.receipt() == null ? null : receipts.write(refused.receipt());
    send(response, version, status, SoapAnswers.fault(version, refused, receipt));
  }

  private static void send(
      HttpServletResponse response, SoapVersion version, int status, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(version.mediaType() + ";charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
