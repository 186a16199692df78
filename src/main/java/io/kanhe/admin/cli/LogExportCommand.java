package io.kanhe.admin.cli;

import io.kanhe.ledger.LogFolder;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description =
        "Write the log into a folder of C2SP tlog-tiles, or bring such a folder up to date.",
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LogExportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "to be written; any file server can serve it")
  private Path folder;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "data",
      description = "data folder of a gateway; default ${DEFAULT-VALUE}")
  private Path data;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      defaultValue = "certs/trust/log.vkey",
      description = "public key of the log; default ${DEFAULT-VALUE}")
  private Path key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Database database = Databases.openForReading(data)) {
      Files.createDirectories(folder);
      LogFolder target = new LogFolder(folder, Trust.noteVerifier(Files.readString(key).strip()));
      out.println(target.update(database) + " entries in " + folder);
      return 0;
    } catch (IOException e) {
      out.println("kanhe log export: " + e.getMessage());
      return LogVerifyCommand.UNREADABLE;
    } catch (KanheException e) {
      out.println("kanhe log export: " + e.code() + ": " + e.getMessage());
      return 1;
    }
  }
}
