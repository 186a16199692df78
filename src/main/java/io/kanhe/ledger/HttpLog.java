package io.kanhe.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A log read over HTTP, from the gateway or from any server of its exported folder. */
public final class HttpLog implements LogSource {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpClient http;
  private final URI prefix;

  /**
   * @param http with the client certificate where the log asks for one
   * @param prefix of the log; {@code checkpoint} and {@code tile/…} follow after a slash
   */
  public HttpLog(HttpClient http, URI prefix) {
    this.http = http;
    String text = prefix.toString();
    this.prefix = text.endsWith("/") ? prefix : URI.create(text + "/");
  }

  @Override
  public Optional<String> checkpoint() throws IOException {
    return get(CHECKPOINT, FolderLog.MAX_CHECKPOINT_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> read(LogPath path) throws IOException {
    int limit = path.isEntries() ? EntryBundle.MAX_BYTES : Tile.FULL_BYTES;
    Optional<byte[]> found = get(path.text(), limit);
    if (found.isPresent() || path.isFull()) {
      return found;
    }
    // A log may drop a partial tile once the full one is there.
    return get(path.full().text(), limit).map(full -> LogSource.narrowed(full, path));
  }

  private Optional<byte[]> get(String path, int limit) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(prefix.resolve(path)).timeout(PATIENCE).build();
    HttpResponse<InputStream> answer = send(request);
    try (InputStream body = answer.body()) {
      if (answer.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      if (answer.statusCode() != OK) {
        throw new IOException(
            "the log answers " + answer.statusCode() + " for " + path + " (expected: 200 or 404)");
      }
      // Attack: an endless answer. One byte more than allowed is read and found too long later.
      return Optional.of(body.readNBytes(limit + 1));
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the log was read");
    }
  }

  @Override
  public String toString() {
    return prefix.toString();
  }
}
