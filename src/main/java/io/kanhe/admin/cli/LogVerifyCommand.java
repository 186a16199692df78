package io.kanhe.admin.cli;

import io.kanhe.ledger.FolderLog;
import io.kanhe.ledger.HttpLog;
import io.kanhe.ledger.LogFault;
import io.kanhe.ledger.LogReport;
import io.kanhe.ledger.LogVerifier;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = "Recompute the whole log from its entries and name the first bad place.",
    footer = {
      "",
      "Exit codes: 0 sound, 2 wrong usage or unreadable, 11 a bad entry, 12 a bad tile,",
      "13 a bad checkpoint or a rollback."
    },
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LogVerifyCommand implements Callable<Integer> {

  static final int UNREADABLE = 2;
  private static final int READERS = 2;
  private static final int BAD_ENTRY = 11;
  private static final int BAD_TILE = 12;
  private static final int BAD_CHECKPOINT = 13;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "tiles, as ./kanhe log export writes them")
  private @Nullable Path folder;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "data folder of a gateway; its embedded database is read; default data")
  private @Nullable Path data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "jdbc:postgresql://... of a gateway, read only; user and password are taken from",
        "KANHE_DATABASE_USERNAME and KANHE_DATABASE_PASSWORD in the environment"
      })
  private @Nullable String database;

  @Option(names = "--url", paramLabel = "URL", description = "prefix of a log that is served")
  private @Nullable URI url;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      defaultValue = "certs/trust/log.vkey",
      description = "public key of the log; default ${DEFAULT-VALUE}")
  private Path key;

  @Option(
      names = "--remembered",
      paramLabel = "FILE",
      description = "a checkpoint that somebody kept: shows a rollback and a second history")
  private @Nullable Path remembered;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (Stream.of(folder, data, database, url).filter(Objects::nonNull).count() > 1) {
      out.println("kanhe log verify: give one of FOLDER, --data, --database and --url");
      return UNREADABLE;
    }
    try {
      LogReport report = verify();
      out.print(json ? json(report) : text(report));
      out.flush();
      return exitCode(report);
    } catch (IOException e) {
      out.println("kanhe log verify: cannot be read: " + e.getMessage());
      return UNREADABLE;
    } catch (KanheException e) {
      out.println("kanhe log verify: " + e.code() + ": " + e.getMessage());
      return UNREADABLE;
    }
  }

  private LogReport verify() throws IOException {
    LogVerifier verifier = new LogVerifier(Trust.noteVerifier(Files.readString(key).strip()));
    String held = remembered == null ? null : Files.readString(remembered);
    if (folder != null) {
      return verifier.verify(new FolderLog(folder), held);
    }
    if (url != null) {
      return verifier.verify(new HttpLog(HttpClient.newHttpClient(), url), held);
    }
    try (Database rows = rows()) {
      return verifier.verify(rows, held);
    }
  }

  private Database rows() {
    return database == null
        ? Databases.openForReading(data == null ? Path.of("data") : data)
        : Databases.openForReading(
            new DatabaseSettings(
                database, environment("USERNAME"), environment("PASSWORD"), READERS));
  }

  /** The same variables by which the gateway itself is told; no password on a command line. */
  private static String environment(String name) {
    return Objects.requireNonNullElse(System.getenv("KANHE_DATABASE_" + name), "");
  }

  private static int exitCode(LogReport report) {
    LogFault fault = report.fault();
    if (fault == null) {
      return 0;
    }
    return switch (fault.part()) {
      case ENTRY -> BAD_ENTRY;
      case TILE -> BAD_TILE;
      case CHECKPOINT -> BAD_CHECKPOINT;
    };
  }

  private static String text(LogReport report) {
    LogFault fault = report.fault();
    return fault == null
        ? String.format(
            "SOUND: %d entries, %d tiles, %d checkpoints%n",
            report.entries(), report.tiles(), report.checkpoints())
        : String.format("NOT SOUND: first bad place: %s: %s%n", fault.place(), fault.reason());
  }

  private static String json(LogReport report) {
    LogFault fault = report.fault();
    String found =
        fault == null
            ? "null"
            : String.format(
                "{\"part\":\"%s\",\"place\":%s,\"firstEntry\":%d,\"lastEntry\":%d,\"reason\":%s}",
                fault.part(),
                CheckReport.quoted(fault.place()),
                fault.firstEntry(),
                fault.lastEntry(),
                CheckReport.quoted(fault.reason()));
    return String.format(
        "{\"sound\":%s,\"entries\":%d,\"tiles\":%d,\"checkpoints\":%d,\"fault\":%s}%n",
        report.isSound(), report.entries(), report.tiles(), report.checkpoints(), found);
  }
}
