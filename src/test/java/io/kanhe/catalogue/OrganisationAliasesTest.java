package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganisationAliasesTest {

  private static final OrganisationAliases ALIASES =
      OrganisationAliases.read(TestCatalogue.FOLDER, Path.of(""));

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "JIACX, 91331000TEXT000A0M",
    "YICX, 91331000TEXT000B9J",
    "ＹＩＣＸ, 91331000TEXT000B9J",
    "' YICX ', 91331000TEXT000B9J",
    "91330200TEXT000C7B, 91330200TEXT000C7B",
    "91350100M000100Y43, 91350100M000100Y43"
  })
  void findsAnOrganisationByItsShortCodeOrItsOwn(String name, String uscc) {
    assertThat(ALIASES.find(name)).contains(new Uscc(uscc));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "WUCX", "yicx", "91350100M000100Y44"})
  void findsNothingElse(String name) {
    assertThat(ALIASES.find(name)).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "JIACX,91331000TEXT000A0N; a code with its right check character",
        "jia,91331000TEXT000A0M; 2 to 12 of A-Z and 0-9"
      })
  void refusesALineThatIsNoAlias(String line, String expected) throws IOException {
    assertRefused(line, expected);
  }

  @Test
  void refusesAnAliasOfTwoOrganisations() throws IOException {
    assertRefused("JIACX,91331000TEXT000A0M\nJIACX,91331000TEXT000B9J", "each alias once");
  }

  private void assertRefused(String lines, String expected) throws IOException {
    Files.writeString(folder.resolve(OrganisationAliases.FILE), "alias,uscc\n" + lines + "\n");
    assertThatThrownBy(() -> OrganisationAliases.read(folder, folder))
        .hasMessageContaining(OrganisationAliases.FILE)
        .hasMessageContaining(expected)
        .extracting(e -> ((KanheException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
  }
}
