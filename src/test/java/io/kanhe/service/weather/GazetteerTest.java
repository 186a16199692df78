package io.kanhe.service.weather;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GazetteerTest {

  private final Gazetteer gazetteer = Gazetteer.read(Path.of("config/transforms/regions.csv"));

  /** Found by the fuzzer: the reader of alerts has no code here where its geocode is empty. */
  @ParameterizedTest
  @ValueSource(strings = {"", "3310", "999999", "999999000000"})
  void aCodeThatItDoesNotKnowIsItsOwnName(String code) {
    assertThat(gazetteer.name(code)).isEqualTo(code);
  }
}
