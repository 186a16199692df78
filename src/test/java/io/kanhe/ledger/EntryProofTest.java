package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryProofTest {

  private static final String HEADING = "c2sp.org/tlog-proof@v1\n";

  @Test
  void readsWhatItWrote() {
    EntryProof proof = new EntryProof(7, List.of(new byte[32], new byte[32]), "a checkpoint\n");
    EntryProof read = EntryProof.parse(proof.text());
    assertThat(read.index()).isEqualTo(7);
    assertThat(read.hashes()).hasSize(2);
    assertThat(read.checkpoint()).isEqualTo("a checkpoint\n");
    assertThat(EntryProof.parse(HEADING + "index 0\n\n").hashes()).isEmpty();
  }

  /** The second was found by the fuzzer: the gap follows the heading at once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        HEADING + "\nindex 0\n\nx",
        HEADING,
        HEADING + "index 0\n",
        HEADING + "index 01\n\n",
        HEADING + "index -1\n\n",
        HEADING + "index 1\n*\n\n",
        "\n\n" + HEADING + "index 1\n\n"
      })
  void refusesOtherTexts(String text) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> EntryProof.parse(text))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED));
  }
}
