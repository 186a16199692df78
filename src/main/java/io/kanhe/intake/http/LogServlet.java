package io.kanhe.intake.http;

import io.kanhe.ledger.LogPath;
import io.kanhe.ledger.LogSource;
import io.kanhe.platform.KanheException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The evidence log, read-only: {@code GET /log/checkpoint}, {@code /log/tile/…}. Participants get
 * checkpoints and hashes, which is all that a proof needs; entries name who exchanged with whom and
 * are served on the console's address alone.
 *
 * <p>Standard: C2SP tlog-tiles.
 */
final class LogServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** What stands at the address of a tile, full or partial, never changes. */
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final transient LogSource log;

  LogServlet(LogSource log) {
    this.log = log;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      Problem.send(
          response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "The log can only be read.");
      return;
    }
    String info = request.getPathInfo();
    String path = info == null ? "" : info.substring(1);
    try {
      if (path.equals(LogSource.CHECKPOINT)) {
        sendCheckpoint(response);
      } else {
        sendTile(request, response, LogPath.parse(path));
      }
    } catch (KanheException e) {
      Problem.send(
          response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The log cannot be read now.");
    }
  }

  private void sendCheckpoint(HttpServletResponse response) throws IOException {
    Optional<String> checkpoint = log.checkpoint();
    if (checkpoint.isEmpty()) {
      Problem.send(response, HttpServletResponse.SC_NOT_FOUND, "The log is empty.");
      return;
    }
    response.setHeader("Cache-Control", "no-cache");
    response.setContentType("text/plain;charset=utf-8");
    send(response, checkpoint.get().getBytes(StandardCharsets.UTF_8));
  }

  private void sendTile(
      HttpServletRequest request, HttpServletResponse response, Optional<LogPath> path)
      throws IOException {
    // Attack: a participant reads in the entries with whom its competitors exchange.
    boolean allowed =
        path.isPresent() && !(path.get().isEntries() && DoorConnector.carries(request));
    Optional<byte[]> bytes = allowed ? log.read(path.get()) : Optional.empty();
    if (bytes.isEmpty()) {
      response.setHeader("Cache-Control", "no-store");
      Problem.send(response, HttpServletResponse.SC_NOT_FOUND, "The log has nothing there.");
      return;
    }
    response.setHeader("Cache-Control", FOR_EVER);
    response.setContentType("application/octet-stream");
    send(response, bytes.get());
  }

  private static void send(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
