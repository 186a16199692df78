package io.kanhe.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every target over its samples and some hundred changes of them; the long run is {@code FuzzRun}.
 */
class FuzzTargetsTest {

  private static final int CHANGES = 200;
  private static final List<String> PARTS =
      List.of(
          "<",
          "</",
          "/>",
          "&",
          "]]>",
          "<!--",
          "\u0000",
          "\ufeff",
          "\r\n",
          "\"",
          "-",
          "9999999999999999999",
          "é");

  @TestFactory
  Stream<DynamicTest> answersEveryInputOrRefusesItByCode() throws Exception {
    return FuzzTargets.all().stream()
        .map(target -> DynamicTest.dynamicTest(target.name(), () -> run(target)));
  }

  private static void run(FuzzTarget target) throws Exception {
    Random random = new Random(20261124);
    target.check(new byte[0]);
    for (byte[] seed : target.seeds()) {
      target.check(seed);
    }
    for (int i = 0; i < CHANGES; i++) {
      byte[] input = target.seeds().get(i % target.seeds().size());
      for (int j = 0; j <= random.nextInt(3); j++) {
        input = changed(input, random);
      }
      try {
        target.check(input);
      } catch (Throwable e) {
        throw new AssertionError(
            target.name() + " at change " + i + ": " + new String(input, StandardCharsets.UTF_8),
            e);
      }
    }
  }

  private static byte[] changed(byte[] input, Random random) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + (random.nextInt(4) == 0 ? 16 : 1));
    String part = PARTS.get(random.nextInt(PARTS.size()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> out.write(random.nextInt(256));
      case 1 -> out.writeBytes(part.getBytes(StandardCharsets.UTF_8));
      case 2 -> out.write(input, from / 2, from - from / 2);
      default -> {}
    }
    out.write(input, to, input.length - to);
    return out.toByteArray();
  }
}
