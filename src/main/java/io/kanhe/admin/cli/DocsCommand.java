package io.kanhe.admin.cli;

import io.kanhe.catalogue.CatalogueDocuments;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./kanhe docs}: what is written from the catalogue for its readers. */
@Command(name = "docs", description = "Write documents from the catalogue of services.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DocsCommand {

  private static final int UNREADABLE = 2;

  @Spec private CommandSpec spec;

  @Command(
      name = "services",
      description = "docs/services.md: services, operations, fields, code lists.")
  int services(
      @Option(
              names = "--config",
              paramLabel = "FOLDER",
              defaultValue = "config",
              description = "configuration; default ${DEFAULT-VALUE}")
          Path config,
      @Option(names = "--output", paramLabel = "FILE", description = "write there, do not print")
          @Nullable Path output) {
    return write(CatalogueDocuments::services, config, output);
  }

  @Command(
      name = "codes",
      description = "kanhe-codes-1.0.xsd: the code lists as types, for partners' validators.")
  int codes(
      @Option(
              names = "--config",
              paramLabel = "FOLDER",
              defaultValue = "config",
              description = "configuration; default ${DEFAULT-VALUE}")
          Path config,
      @Option(names = "--output", paramLabel = "FILE", description = "write there, do not print")
          @Nullable Path output) {
    return write(CatalogueDocuments::codes, config, output);
  }

  private int write(Function<Path, String> document, Path config, @Nullable Path output) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      String text = document.apply(config.resolve("catalogue"));
      if (output == null) {
        out.print(text);
        out.flush();
      } else {
        Files.writeString(output, text);
      }
      return 0;
    } catch (IOException e) {
      out.println("kanhe docs: cannot be written: " + e.getMessage());
    } catch (KanheException e) {
      out.println("kanhe docs: " + e.code() + ": " + e.getMessage());
    }
    return UNREADABLE;
  }
}
