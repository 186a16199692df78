package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPathTest {

  @Test
  void writesTheNumbersOfTheStandardInGroupsOfThree() {
    assertThat(new LogPath(0, 1_234_067, 256).text()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new LogPath(3, 5, 17).text()).isEqualTo("tile/3/005.p/17");
    assertThat(new LogPath(LogPath.ENTRIES, 1000, 256).text()).isEqualTo("tile/entries/x001/000");
  }

  @Test
  void readsWhatItWrites() {
    for (long index : new long[] {0, 1, 255, 999, 1000, 999_999, 1_000_000, 123_456_789_012L}) {
      for (int level = LogPath.ENTRIES; level < LogPath.LEVELS; level++) {
        for (int width : new int[] {1, 9, 10, 99, 100, 199, 249, 255, 256}) {
          LogPath path = new LogPath(level, index, width);
          assertThat(LogPath.parse(path.text())).contains(path);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "checkpoint",
        "tile/0/0",
        "tile/0/x000/001",
        "tile/00/001",
        "tile/8/001",
        "tile/-1/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/0/001.p/",
        "tile/0/001/",
        "tile/0/../000",
        "tile/0/x001",
        "tile/entries/001.p/1/2",
        "/tile/0/001",
        "tile/0/001\n",
        "tile/0/x999/x999/x999/x999/x999/x999/999"
      })
  void refusesEveryOtherSpelling(String text) {
    assertThat(LogPath.parse(text)).isEmpty();
  }

  @Test
  void knowsHowMuchOfATileATreeHas() {
    assertThat(LogPath.available(0, 0, 700)).isEqualTo(256);
    assertThat(LogPath.available(0, 2, 700)).isEqualTo(188);
    assertThat(LogPath.available(0, 3, 700)).isZero();
    assertThat(LogPath.available(1, 0, 700)).isEqualTo(2);
    assertThat(LogPath.available(2, 0, 700)).isZero();
    assertThat(LogPath.available(LogPath.ENTRIES, 2, 700)).isEqualTo(188);
    assertThat(LogPath.available(0, Long.MAX_VALUE, 700)).isZero();
  }
}
