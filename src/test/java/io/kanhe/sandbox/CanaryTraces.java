package io.kanhe.sandbox;

import io.kanhe.service.privacy.Canary;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where a value may not turn up: log, metrics, entries, answers of the gateway's own. */
final class CanaryTraces {

  private static final int TILE = 256;

  /**
   * @param name where it was said
   */
  private record Said(String name, String text) {}

  private final List<Said> said = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  void add(String name, byte[] text) {
    add(name, new String(text, StandardCharsets.UTF_8));
  }

  void add(String name, String text) {
    said.add(new Said(name, text));
  }

  void addFile(Path file) throws IOException {
    add(file.getFileName().toString(), Files.readAllBytes(file));
  }

  /** What an operator reads: metrics, pages of the console, lists of the API. */
  void addPages(GatewayAddress gateway, String... paths) throws Exception {
    for (String path : paths) {
      HttpResponse<byte[]> answer = get(gateway, path);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " answers " + answer.statusCode());
      }
      add(path, answer.body());
    }
  }

  /** What the gateway answers, whatever its status, to a request of an administrator. */
  int addAnswer(HttpRequest request) throws Exception {
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    add(request.uri().getPath(), answer.body());
    return answer.statusCode();
  }

  /** Every entry of the ledger, byte for byte, and the pages of every message. */
  long addEntries(GatewayAddress gateway) throws Exception {
    String checkpoint = new String(get(gateway, "/log/checkpoint").body(), StandardCharsets.UTF_8);
    long size = Long.parseLong(checkpoint.lines().skip(1).findFirst().orElseThrow());
    for (long tile = 0; tile * TILE < size; tile++) {
      long left = Math.min(TILE, size - tile * TILE);
      String part = left < TILE ? ".p/" + left : "";
      addPages(gateway, String.format("/log/tile/entries/%03d%s", tile, part));
    }
    return size;
  }

  /** Journey and reads of every message that the entries tell of, as API and as page. */
  int addMessages(GatewayAddress gateway, Collection<String> messageIds) throws Exception {
    for (String id : messageIds) {
      addPages(
          gateway,
          "/api/v1/messages?key=" + id,
          "/api/v1/messages/" + id + "/journey",
          "/api/v1/messages/" + id + "/reads",
          "/?key=" + id);
    }
    return messageIds.size();
  }

  /** What turned up where; says fields, not values. */
  Set<String> found(Collection<Canary> canaries) {
    CanarySearch search = new CanarySearch(canaries);
    Set<String> found = new TreeSet<>();
    for (Said each : said) {
      search.in(each.text()).forEach(canary -> found.add(canary + " in " + each.name()));
    }
    return found;
  }

  /** Names of the places that hold the text, for a search that must find something. */
  Set<String> holding(String text) {
    Set<String> names = new TreeSet<>();
    said.stream()
        .filter(each -> each.text().contains(text))
        .forEach(each -> names.add(each.name()));
    return names;
  }

  private HttpResponse<byte[]> get(GatewayAddress gateway, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.console(path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
