package io.kanhe.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One of the two systems that are compared.
 *
 * @param process its JVM
 * @param answer text that stands in an answer that counts
 */
record Side(String name, Process process, int port, String path, String answer) {

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Processor time that the process has used so far, in nanoseconds. */
  long cpuNanos() {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }
}
