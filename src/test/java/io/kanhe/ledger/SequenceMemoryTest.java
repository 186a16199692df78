package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.SequenceMemory.Gap;
import io.kanhe.ledger.SequenceMemory.Outcome;
import io.kanhe.message.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceMemoryTest {

  @TempDir private Path folder;

  @Test
  void namesTheNumbersThatNoReceiptCameFor() throws IOException {
    for (long number : new long[] {5, 6, 9, 7, 12, 13}) {
      assertThat(received(number, 100 + number)).isEqualTo(Outcome.NEW);
    }
    assertThat(memory().gaps()).containsExactly(new Gap(8, 8), new Gap(10, 11));
    received(8, 108);
    received(10, 110);
    received(11, 111);
    assertThat(memory().gaps()).isEmpty();
  }

  @Test
  void tellsARepeatedReceiptFromANumberUsedTwice() throws IOException {
    received(1, 17);
    assertThat(received(1, 17)).isEqualTo(Outcome.REPEATED);
    assertThat(received(1, 18)).isEqualTo(Outcome.CONFLICT);
  }

  @Test
  void passesOverReceiptsOfRefusals() throws IOException {
    assertThat(received(0, 3)).isEqualTo(Outcome.UNNUMBERED);
    assertThat(memory().gaps()).isEmpty();
  }

  private Outcome received(long number, long index) throws IOException {
    return memory()
        .received(
            new Receipt(
                EntryType.ACCEPTED,
                null,
                Digest.sha256(new byte[0]),
                null,
                number,
                new byte[0],
                index,
                index + 1,
                List.of(),
                ""));
  }

  private SequenceMemory memory() throws IOException {
    return SequenceMemory.open(folder.resolve("sequence"));
  }
}
