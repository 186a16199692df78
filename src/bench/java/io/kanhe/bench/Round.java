package io.kanhe.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * What one round measured.
 *
 * @param wallNanos from the first request to the last answer
 * @param cpuNanos processor time of the side in the same span
 * @param settledNanos from the first request until the side was idle again
 * @param settledCpuNanos processor time of the side in that longer span
 * @param latencies of each request in nanoseconds, sorted
 */
record Round(
    long wallNanos, long cpuNanos, long settledNanos, long settledCpuNanos, long[] latencies) {

  static final int CONNECTIONS = 8;
  private static final double IDLE_SHARE = 0.05;
  private static final long IDLE_WINDOW_MILLIS = 1_000;
  private static final long SETTLE_SECONDS = 180;

  /** Sends all requests over eight connections, each with one request on its way at a time. */
  static Round run(Side side, List<byte[]> requests, SSLContext tls) throws Exception {
    AtomicInteger next = new AtomicInteger();
    long[] latencies = new long[requests.size()];
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    List<Connection> connections = new ArrayList<>();
    try {
      List<Callable<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        Connection connection = new Connection(side, tls);
        connections.add(connection);
        clients.add(() -> send(connection, requests, next, latencies));
      }
      long cpu = side.cpuNanos();
      long start = System.nanoTime();
      for (Future<Void> client : threads.invokeAll(clients)) {
        client.get();
      }
      long wall = System.nanoTime() - start;
      long used = side.cpuNanos() - cpu;
      long settled = settle(side, start);
      Arrays.sort(latencies);
      return new Round(wall, used, settled, side.cpuNanos() - cpu, latencies);
    } finally {
      threads.shutdownNow();
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static Void send(
      Connection connection, List<byte[]> requests, AtomicInteger next, long[] latencies)
      throws Exception {
    for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
      long start = System.nanoTime();
      connection.post(requests.get(i));
      latencies[i] = System.nanoTime() - start;
    }
    return null;
  }

  /** Waits until nothing is left to do behind the answers, so that it does not burden the other. */
  private static long settle(Side side, long start) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
    long before = side.cpuNanos();
    while (true) {
      long from = System.nanoTime();
      Thread.sleep(IDLE_WINDOW_MILLIS);
      long now = System.nanoTime();
      long cpu = side.cpuNanos();
      if (cpu - before < (now - from) * IDLE_SHARE || now > deadline) {
        return from - start;
      }
      before = cpu;
    }
  }

  double perSecond() {
    return latencies.length * 1e9 / wallNanos;
  }

  double settledPerSecond() {
    return latencies.length * 1e9 / settledNanos;
  }

  double cpuMillis() {
    return cpuNanos / 1e6 / latencies.length;
  }

  double settledCpuMillis() {
    return settledCpuNanos / 1e6 / latencies.length;
  }

  double percentileMillis(double share) {
    int index = (int) Math.ceil(share * latencies.length) - 1;
    return latencies[Math.max(0, index)] / 1e6;
  }
}
