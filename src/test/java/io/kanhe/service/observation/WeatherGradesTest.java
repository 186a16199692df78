package io.kanhe.service.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.platform.yaml.YamlNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeatherGradesTest {

  private final WeatherGrades grades = rules();

  static WeatherGrades rules() {
    return WeatherGrades.read(
        YamlNode.read(Path.of("config/rules/met-observation.yaml"), Path.of("")));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, ''",
    "0.1, LIGHT",
    "9.9, LIGHT",
    "10.0, MODERATE",
    "24.9, MODERATE",
    "25.0, HEAVY",
    "49.9, HEAVY",
    "50.0, STORM",
    "99.9, STORM",
    "100.0, SEVERE_STORM",
    "249.9, SEVERE_STORM",
    "250.0, EXTREME_STORM",
    "262.5, EXTREME_STORM"
  })
  void rainHasTheGradeOfItsMillimetres(BigDecimal rain, String grade) {
    assertThat(grades.rain(rain).orElse("")).isEqualTo(grade);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "0.2, 0",
    "0.3, 1",
    "1.5, 1",
    "1.6, 2",
    "3.3, 2",
    "3.4, 3",
    "5.4, 3",
    "5.5, 4",
    "7.9, 4",
    "8.0, 5",
    "10.7, 5",
    "10.8, 6",
    "13.8, 6",
    "13.9, 7",
    "17.1, 7",
    "17.2, 8",
    "20.7, 8",
    "20.8, 9",
    "24.4, 9",
    "24.5, 10",
    "28.4, 10",
    "28.5, 11",
    "32.6, 11",
    "32.7, 12",
    "36.9, 12",
    "37.0, 13",
    "41.2, 13",
    "41.4, 13",
    "41.5, 14",
    "46.1, 14",
    "46.2, 15",
    "50.9, 15",
    "51.0, 16",
    "56.0, 16",
    "56.1, 17",
    "70.0, 17"
  })
  void windHasTheGradeOfItsSpeed(BigDecimal speed, int grade) {
    assertThat(grades.wind(speed)).hasValue(grade);
  }

  @ParameterizedTest
  @CsvSource({"999999, ''", "999998, ''", "999990, 0.0", "262.5, 262.5", "0.0, 0.0"})
  void missingValuesSayNothingAndATraceIsNoMillimetre(String cell, String value) {
    assertThat(grades.value(cell)).isEqualTo(value);
  }
}
