package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The numbers of the receipts that a sender got. The gateway counts each sender's accepted messages
 * without gaps: a number that is missing for long is a receipt that was lost, or a message that
 * somebody else sent in this sender's name.
 *
 * <p>Keeps the newest {@value #KEPT}; a number used again for another entry is found among these.
 * Thread-safe; one per file.
 */
public final class SequenceMemory {

  static final int KEPT = 10_000;

  private final Path file;

  /** Ledger index by number. */
  private final TreeMap<Long, Long> seen = new TreeMap<>();

  /** All numbers up to this one are settled: seen, or given up when the memory began. */
  private long settled;

  private SequenceMemory(Path file) {
    this.file = file;
  }

  /**
   * @throws KanheException 1001 MALFORMED if the file is none of this class
   */
  public static SequenceMemory open(Path file) throws IOException {
    SequenceMemory memory = new SequenceMemory(file);
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          String[] parts = line.split(" ");
          if (parts[0].equals("settled")) {
            memory.settled = Long.parseLong(parts[1]);
          } else {
            memory.seen.put(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
          }
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new KanheException(
            ErrorCode.MALFORMED, "not a memory of sequence numbers: " + file.getFileName(), e);
      }
    } else {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    return memory;
  }

  /** Notes a verified receipt; those of refusals have no number. */
  public synchronized Outcome received(Receipt receipt) throws IOException {
    long number = receipt.senderSequence();
    if (number <= 0) {
      return Outcome.UNNUMBERED;
    }
    Long known = seen.get(number);
    if (known != null) {
      return known == receipt.index() ? Outcome.REPEATED : Outcome.CONFLICT;
    }
    if (seen.isEmpty() && settled == 0) {
      settled = number - 1;
    }
    if (number <= settled) {
      return Outcome.REPEATED;
    }
    seen.put(number, receipt.index());
    shrink();
    save();
    return Outcome.NEW;
  }

  /** Runs of numbers below the highest that no receipt came for, lowest first. */
  public synchronized List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    long expected = settled + 1;
    for (long number : seen.tailMap(settled, false).keySet()) {
      if (number > expected) {
        gaps.add(new Gap(expected, number - 1));
      }
      expected = number + 1;
    }
    return gaps;
  }

  /** A full memory drops its lowest number only once no gap lies below it. */
  private void shrink() {
    long next = settled + 1;
    while (seen.size() > KEPT && seen.containsKey(next)) {
      seen.remove(next);
      settled = next++;
    }
  }

  private void save() throws IOException {
    StringBuilder text = new StringBuilder("settled " + settled + "\n");
    seen.forEach((number, index) -> text.append(number).append(' ').append(index).append('\n'));
    DurableFile.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    DurableFile.sync(file.toAbsolutePath().getParent());
  }

  public enum Outcome {
    NEW,
    REPEATED,
    /** The number was given to two different entries: the gateway's counter went back. */
    CONFLICT,
    UNNUMBERED
  }

  public record Gap(long first, long last) {}
}
