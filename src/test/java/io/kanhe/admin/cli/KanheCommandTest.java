package io.kanhe.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KanheCommandTest {

  @TempDir private Path folder;

  private final StringWriter output = new StringWriter();

  @Test
  void helpSaysWhatThereIs() {
    assertThat(run("help")).isZero();
    assertThat(output.toString()).contains("verify", "up", "demo", "Exit codes");
  }

  @Test
  void missingFileIsSaidPlainly() {
    assertThat(run("verify", folder.resolve("none.zip").toString())).isEqualTo(2);
    assertThat(output.toString()).contains("no such file");
  }

  @Test
  void fileThatIsNeitherEvidenceNorReceiptIsRefusedWithACode() throws IOException {
    Path file = Files.writeString(folder.resolve("letter.xml"), "<letter/>");

    assertThat(run("verify", file.toString(), "--trust", folder.toString())).isEqualTo(2);
    assertThat(output.toString()).doesNotContain("Exception");
  }

  @Test
  void trustFolderWithoutAnchorsIsRefusedWithACode() throws IOException {
    Path file = Files.writeString(folder.resolve("evidence.zip"), "PK...");

    assertThat(run("verify", file.toString(), "--trust", folder.toString())).isEqualTo(2);
    assertThat(output.toString()).contains("5006 CONFIGURATION_INVALID", "log.vkey");
  }

  @Test
  void unknownOptionIsWrongUsage() {
    assertThat(run("verify", "--colour", "x")).isEqualTo(2);
  }

  @Test
  void documentsOfTheCatalogueArePrintedOrWritten() throws IOException {
    assertThat(run("docs", "services")).isZero();
    assertThat(output.toString()).startsWith("# Services");
    Path file = folder.resolve("services.md");
    assertThat(run("docs", "services", "--output", file.toString())).isZero();
    assertThat(Files.readString(file)).isEqualTo(output.toString());
    Path codes = folder.resolve("codes.xsd");
    assertThat(run("docs", "codes", "--output", codes.toString())).isZero();
    assertThat(Files.readString(codes)).startsWith("<?xml").contains("CL-08");
  }

  @Test
  void documentsOfNoCatalogueAreRefusedWithACode() {
    assertThat(run("docs", "services", "--config", folder.toString())).isEqualTo(2);
    assertThat(output.toString()).contains("5006 CONFIGURATION_INVALID", "code-lists.yaml");
  }

  private int run(String... arguments) {
    return KanheCommand.run(new PrintWriter(output, true), arguments);
  }
}
