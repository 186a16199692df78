package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A demonstration that was played to its end, in a process of its own.
 *
 * @param account everything that it said
 */
record DemoRun(int exitCode, String account) {

  static DemoRun play(String... command) throws IOException, InterruptedException {
    ProcessBuilder play = new ProcessBuilder(command).redirectErrorStream(true);
    // Short runs gain nothing from the second compiler and its threads.
    play.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process demo = play.start();
    String account = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(demo.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new DemoRun(demo.exitValue(), account);
  }
}
