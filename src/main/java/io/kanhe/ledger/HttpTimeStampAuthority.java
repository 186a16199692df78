package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A time stamp authority over HTTP or HTTPS.
 *
 * <p>Standard: RFC 3161 section 3.4. Thread-safe. No redirect is followed, and an answer is read to
 * a limit of size and time: a hostile or broken authority costs one attempt.
 */
final class HttpTimeStampAuthority implements TimeStampAuthority {

  static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final URI address;
  private final Duration timeout;
  private final HttpClient http;

  HttpTimeStampAuthority(URI address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public String name() {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getHost() + port + address.getRawPath();
  }

  @Override
  public byte[] ask(byte[] request) {
    HttpRequest question =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/timestamp-query")
            .header("Accept", "application/timestamp-reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request))
            .build();
    // The client's own timeout ends with the headers: a body that trickles needs one of ours.
    CompletableFuture<byte[]> answer =
        http.sendAsync(question, HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(this::body);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new KanheException(
          ErrorCode.PARTNER_TIMEOUT, name() + " did not answer within " + timeout, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KanheException known ? known : down("cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw down("was not waited for: the gateway is stopping");
    }
  }

  private byte[] body(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      if (response.statusCode() != 200) {
        throw down("answered with status " + response.statusCode() + " (expected: 200)");
      }
      byte[] bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
      if (bytes.length > MAX_ANSWER_BYTES) {
        throw down("answered with more than " + MAX_ANSWER_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw down("broke off its answer");
    }
  }

  private KanheException down(String what) {
    return new KanheException(ErrorCode.PARTNER_DOWN, name() + " " + what);
  }
}
