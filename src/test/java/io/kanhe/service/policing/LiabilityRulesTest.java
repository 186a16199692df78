package io.kanhe.service.policing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.platform.KanheException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiabilityRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FULL NONE",
        "FULL",
        "EQUAL EQUAL",
        "EQUAL EQUAL NONE",
        "MAIN SECONDARY",
        "MAIN SECONDARY SECONDARY",
        "UNDETERMINED UNDETERMINED",
        "NONE NONE"
      })
  void liabilitiesFitTogether(String liabilities) {
    assertThatCode(() -> LiabilityRules.checkSum(List.of(liabilities.split(" "))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FULL FULL",
        "FULL SECONDARY",
        "FULL EQUAL EQUAL",
        "EQUAL",
        "EQUAL NONE",
        "MAIN",
        "MAIN MAIN"
      })
  void liabilitiesContradictEachOther(String liabilities) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> LiabilityRules.checkSum(List.of(liabilities.split(" "))));
  }
}
