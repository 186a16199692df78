package io.kanhe.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.StatusAuthority;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandbox's certificate authorities as partners see them: OCSP responder at {@code /NAME/ocsp}
 * and revocation list at {@code /NAME.crl}, for every key in {@code certs/ca}, and the lists that
 * lie there. On the loopback address only. Thread-safe.
 *
 * <p>Standard: RFC 6960 appendix A.1 (POST and GET), RFC 5280 section 5.
 */
final class SandboxAuthorities implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxAuthorities.class);
  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final int MAXIMUM_REQUEST_BYTES = 64 * 1024;
  private static final String OCSP = "/ocsp";
  private static final String LIST = ".crl";
  private static final String KEY = ".p12";

  private final Path folder;
  private final SandboxRegister register;
  private final Map<String, StatusAuthority> authorities = new HashMap<>();
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "sandbox-authority");
            thread.setDaemon(true);
            return thread;
          });
  private Set<String> known = new TreeSet<>();

  /**
   * @param port 0 for any
   * @throws KanheException 5006 CONFIGURATION_INVALID if the port is taken
   */
  SandboxAuthorities(Path certs, Path passwordFile, int port, Clock clock) {
    this.folder = certs.resolve("ca");
    this.register = new SandboxRegister(certs);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(KEY)).toList()) {
        String name = file.getFileName().toString();
        authorities.put(
            name.substring(0, name.length() - KEY.length()),
            Trust.statusAuthority(Trust.loadKeyIdentity(file, passwordFile), VALIDITY, clock));
      }
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.sandbox.status-port: the sandbox's authorities cannot answer on port "
              + port
              + " (expected: a free port)",
          e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      boolean list = exchange.getRequestURI().getPath().endsWith(LIST);
      exchange
          .getResponseHeaders()
          .set("Content-Type", list ? "application/pkix-crl" : "application/ocsp-response");
      exchange.sendResponseHeaders(
          body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException | RuntimeException e) {
      // No answer is fail-closed for whoever asks; the reason is for the operator of the sandbox.
      LOG.warn("the sandbox's authorities gave no answer: {}", e.getMessage());
      throw e;
    }
  }

  /** Empty where there is nothing. */
  private byte[] body(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int ocsp = path.indexOf(OCSP);
    if (ocsp > 0) {
      StatusAuthority authority = authorities.get(path.substring(1, ocsp));
      return authority == null
          ? new byte[0]
          : synchronised(authority).answer(request(exchange, path.substring(ocsp + OCSP.length())));
    }
    if (!path.endsWith(LIST)) {
      return new byte[0];
    }
    String name = path.substring(1, path.length() - LIST.length());
    StatusAuthority authority = authorities.get(name);
    if (authority != null) {
      return synchronised(authority).list();
    }
    Path left = folder.resolve(name + LIST);
    return name.matches("[a-z0-9-]+") && Files.isRegularFile(left)
        ? Files.readAllBytes(left)
        : new byte[0];
  }

  private static byte[] request(HttpExchange exchange, String inPath) throws IOException {
    if (exchange.getRequestMethod().equals("GET") && inPath.startsWith("/")) {
      try {
        return Base64.getDecoder().decode(inPath.substring(1));
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }
    return exchange.getRequestBody().readNBytes(MAXIMUM_REQUEST_BYTES);
  }

  /** The file is the truth, so that a revocation needs no door of its own. */
  private synchronized StatusAuthority synchronised(StatusAuthority authority) throws IOException {
    Set<String> names = register.names();
    for (String name : names) {
      if (!known.contains(name)) {
        for (StatusAuthority each : authorities.values()) {
          each.revoke(register.certificate(name));
        }
      }
    }
    for (String name : known) {
      if (!names.contains(name)) {
        for (StatusAuthority each : authorities.values()) {
          each.restore(register.certificate(name));
        }
      }
    }
    known = names;
    return authority;
  }
}
