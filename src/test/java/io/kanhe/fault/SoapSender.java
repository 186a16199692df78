package io.kanhe.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Submits to the SOAP door on a few connections; what got no receipt is sent again, byte for byte.
 */
final class SoapSender implements AutoCloseable {

  private static final Pattern RECEIPT = Pattern.compile("(?s)<k:Receipt .*</k:Receipt>");
  private static final Pattern CODE = Pattern.compile("<k:code>(\\d{4})");
  private static final long PAUSE_MILLISECONDS = 100;

  private final URI door;
  private final String sender;
  private final Answers answers;
  private final HttpClient http;
  private final LinkedBlockingQueue<Outgoing> waiting = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  SoapSender(FaultPartner partner, URI door, Answers answers, int connections) {
    this.door = door;
    this.sender = partner.id();
    this.answers = answers;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(partner.tls())
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    for (int i = 0; i < connections; i++) {
      Thread thread = new Thread(this::work, "soap-sender");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  void submit(Outgoing message) {
    waiting.add(message);
  }

  private void work() {
    try {
      while (!stopped) {
        Outgoing next = waiting.poll(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
        if (next != null && !isAnswered(next)) {
          waiting.add(next);
          Thread.sleep(PAUSE_MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnswered(Outgoing message) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(door)
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "application/soap+xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.bytes()))
            .build();
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      return false;
    }
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() >= 500) {
      Matcher code = CODE.matcher(body);
      answers.turnedAway(code.find() ? code.group(1) : "HTTP " + response.statusCode());
      return false;
    }
    Matcher receipt = RECEIPT.matcher(body);
    if (response.statusCode() != 200 || !receipt.find()) {
      answers.refused(sender, response.statusCode() + " " + body);
    } else {
      answers.add(sender, receipt.group().getBytes(StandardCharsets.UTF_8));
    }
    return true;
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join(20_000);
    }
  }
}
