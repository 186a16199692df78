package io.kanhe.delivery.soap;

import io.kanhe.delivery.Delivery;
import io.kanhe.delivery.DeliveryDoor;
import io.kanhe.intake.Submission;
import io.kanhe.participant.Participant;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.SoapVersion;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pushes signed envelopes to the endpoints of recipients, over TLS with the gateway's client
 * certificate. The answer is the recipient's signed acknowledgement.
 *
 * <p>An endpoint may have a private or loopback address: endpoints come from the registry alone,
 * never from a message or an answer, so no sender can direct a push.
 *
 * <p>Standard: SOAP 1.2 part 2 section 7, HTTP binding. Thread-safe.
 */
final class SoapPush implements DeliveryDoor {

  static final String REDELIVERY = "Kanhe-Redelivery";
  static final String ACTION = "urn:kanhe:envelope:1:deliver";
  static final int MOST_RESPONSE_BYTES = 1024 * 1024;

  private static final String CONTENT_TYPE =
      SoapVersion.V1_2.mediaType() + "; charset=utf-8; action=\"" + ACTION + "\"";

  private final PushClients clients;
  private final Duration timeout;
  private final Clock clock;

  /**
   * @param timeout for one push, from the connection to the last byte of the answer
   */
  SoapPush(PushClients clients, Duration timeout, Clock clock) {
    this.clients = clients;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public Door door() {
    return Door.SOAP;
  }

  @Override
  public void handOver(Delivery delivery, Participant recipient) {
    handOverForAnswer(delivery, recipient);
  }

  /**
   * @throws KanheException 5001 PARTNER_TIMEOUT or 5002 PARTNER_DOWN to try again; 5005 INTERNAL if
   *     the stored bytes were altered, 5006 CONFIGURATION_INVALID without an https endpoint
   */
  @Override
  public Optional<Submission> handOverForAnswer(Delivery delivery, Participant recipient) {
    if (!delivery.bytesDigest().matches(delivery.bytes())) {
      throw new KanheException(
          ErrorCode.INTERNAL,
          "the stored bytes of " + delivery.id() + " are not those that were signed");
    }
    Duration left = Duration.between(clock.instant(), delivery.deadline());
    Duration time = left.isNegative() || left.compareTo(timeout) > 0 ? timeout : left;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint(recipient))
            .timeout(time)
            .header("Content-Type", CONTENT_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(delivery.bytes()));
    if (delivery.possibleDuplicate()) {
      request.header(REDELIVERY, Integer.toString(Math.max(1, delivery.attempts())));
    }
    return answer(send(request.build(), recipient, time), recipient);
  }

  private static URI endpoint(Participant recipient) {
    URI endpoint = recipient.endpoint();
    if (endpoint == null || !"https".equalsIgnoreCase(endpoint.getScheme())) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, recipient.id() + " has no https endpoint");
    }
    return endpoint;
  }

  private HttpResponse<byte[]> send(HttpRequest request, Participant recipient, Duration time) {
    // The request's own timeout ends with the first byte of the answer; this one covers a body that
    // trickles, too.
    CompletableFuture<HttpResponse<byte[]>> sent =
        clients
            .clientFor(recipient)
            .sendAsync(request, response -> new BoundedBody(MOST_RESPONSE_BYTES));
    try {
      return sent.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw timedOut(recipient, time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KanheException(
          ErrorCode.PARTNER_TIMEOUT,
          "the gateway stopped while " + recipient.id() + " was answering");
    } catch (ExecutionException e) {
      throw failed(recipient, e.getCause(), time);
    } finally {
      sent.cancel(true);
    }
  }

  private Optional<Submission> answer(HttpResponse<byte[]> response, Participant recipient) {
    int status = response.statusCode();
    if (status < 200 || status > 299) {
      throw new KanheException(
          ErrorCode.PARTNER_DOWN,
          recipient.id()
              + " answered HTTP "
              + status
              + " (expected: 200 with a signed acknowledgement)");
    }
    byte[] body = response.body();
    if (body.length == 0) {
      return Optional.empty();
    }
    if (!isSoap(response.headers())) {
      throw new KanheException(
          ErrorCode.PARTNER_DOWN,
          recipient.id()
              + " answered something else than SOAP (expected: a signed acknowledgement)");
    }
    return Optional.of(new Submission.Soap(body, null, recipient.id(), clock.instant()));
  }

  private static boolean isSoap(HttpHeaders headers) {
    String type = headers.firstValue("Content-Type").orElse("");
    int end = type.indexOf(';');
    String media = (end < 0 ? type : type.substring(0, end)).strip();
    return media.equalsIgnoreCase(SoapVersion.V1_2.mediaType())
        || media.equalsIgnoreCase(SoapVersion.V1_1.mediaType());
  }

  private KanheException failed(Participant recipient, Throwable cause, Duration time) {
    if (cause instanceof HttpTimeoutException) {
      return timedOut(recipient, time);
    }
    if (cause instanceof BoundedBody.TooLarge) {
      return new KanheException(
          ErrorCode.PARTNER_DOWN,
          recipient.id()
              + " answered more than "
              + MOST_RESPONSE_BYTES
              + " bytes (expected: an acknowledgement)",
          cause);
    }
    return new KanheException(
        ErrorCode.PARTNER_DOWN,
        recipient.id() + " cannot be reached: " + cause.getClass().getSimpleName(),
        cause);
  }

  private KanheException timedOut(Participant recipient, Duration time) {
    return new KanheException(
        ErrorCode.PARTNER_TIMEOUT,
        recipient.id() + " did not answer within " + time.toMillis() + " ms");
  }
}
