package io.kanhe.fuzz;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * One reader of bytes, with valid samples to begin from.
 *
 * @param name also the folder of its corpus
 */
public record FuzzTarget(String name, List<byte[]> seeds, Reader reader) {

  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** Reads the bytes, or refuses them with a {@link KanheException}. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] input) throws Exception;
  }

  /** Fails for anything but an answer or a refusal by a documented code within two seconds. */
  public void check(byte[] input) throws Exception {
    // The thread's own time: what else the machine does must not count.
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      reader.read(input);
    } catch (KanheException e) {
      if (e.code() == ErrorCode.INTERNAL) {
        throw new AssertionError(name + " failed instead of refusing", e);
      }
    }
    long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    if (taken > LONGEST.toNanos()) {
      throw new AssertionError(name + " took " + Duration.ofNanos(taken));
    }
  }
}
