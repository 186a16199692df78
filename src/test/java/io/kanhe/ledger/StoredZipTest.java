package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredZipTest {

  private static final int FIRST_NAME = 30;

  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  StoredZipTest() {
    parts.put("first.txt", "one".getBytes(StandardCharsets.US_ASCII));
    parts.put("folder/second.txt", new byte[0]);
  }

  @Test
  void readsWhatItWrote() {
    assertThat(StoredZip.read(StoredZip.write(parts))).containsExactlyEntriesOf(parts);
  }

  @Test
  void namesBothNamesOfAPartThatHasTwo() {
    byte[] file = StoredZip.write(parts);
    file[FIRST_NAME] = 'F';

    refuses(file, "the directory calls First.txt first.txt");
  }

  /** Found by 10,000 edits: one byte swapped between the name and the directory's own marks. */
  @Test
  void namesBothNamesAlsoWhereTheDirectoryIsBrokenElsewhere() {
    byte[] file = StoredZip.write(parts);
    file[FIRST_NAME] = 'F';
    int directory = new String(file, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    file[directory] = 'Q';
    file[file.length - 22] = 'Q';

    refuses(file, "the directory calls First.txt first.txt");
  }

  @Test
  void namesNoHostileNames() {
    byte[] file = StoredZip.write(parts);
    int listed = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("first.txt");
    file[listed] = '\n';

    refuses(file, "the directory calls first.txt otherwise");
  }

  private static void refuses(byte[] file, String said) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> StoredZip.read(file))
        .withMessageContaining(said);
  }
}
