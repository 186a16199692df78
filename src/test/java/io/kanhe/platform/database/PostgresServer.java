package io.kanhe.platform.database;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server for tests: the one that {@code KANHE_TEST_POSTGRES_URL} names ({@code
 * jdbc:postgresql://host/postgres}, a role that may create databases), or a private one started
 * from the machine's binaries. One per JVM; without either the test is skipped and says so.
 */
public final class PostgresServer {

  private static final String VARIABLE = "KANHE_TEST_POSTGRES_URL";
  private static final String USER = "kanhe";
  private static final Object LOCK = new Object();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static String adminUrl;

  private PostgresServer() {}

  /** Settings of a new, empty database. */
  public static DatabaseSettings newDatabase() {
    String name = "kanhe_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    String admin = adminUrl();
    try (Connection connection = DriverManager.getConnection(admin);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a test database", e);
    }
    return new DatabaseSettings(admin.replace("/postgres?", "/" + name + "?"), "", "", 4);
  }

  /** Ends all sessions of a database, as a restart of the server would. */
  public static void endSessions(DatabaseSettings settings) {
    String name = settings.url().replaceAll(".*/([^/?]+)\\?.*", "$1");
    try (Connection connection = DriverManager.getConnection(adminUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot end sessions", e);
    }
  }

  private static String adminUrl() {
    synchronized (LOCK) {
      if (adminUrl == null) {
        String given = System.getenv(VARIABLE);
        adminUrl = given == null ? start() : given.contains("?") ? given : given + "?";
      }
      return adminUrl;
    }
  }

  private static String start() {
    Path binaries = binaries();
    Assumptions.assumeTrue(binaries != null, "no PostgreSQL on this machine and no " + VARIABLE);
    try {
      Path folder = Files.createTempDirectory("kanhe-postgres");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(binaries, folder)));
      handOver(folder);
      run(
          folder,
          binaries,
          "initdb",
          "-D",
          folder + "/db",
          "-U",
          USER,
          "-A",
          "trust",
          "-E",
          "UTF8",
          "--no-sync");
      int port = freePort();
      String options =
          "-p "
              + port
              + " -h 127.0.0.1 -k "
              + folder
              + " -c shared_buffers=64MB -c max_connections=200";
      run(
          folder,
          binaries,
          "pg_ctl",
          "-D",
          folder + "/db",
          "-l",
          folder + "/log",
          "-o",
          options,
          "-w",
          "start");
      return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
    } catch (IOException e) {
      throw new IllegalStateException("cannot start PostgreSQL", e);
    }
  }

  private static Path binaries() {
    List<Path> folders = new ArrayList<>();
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        versions
            .map(version -> version.resolve("bin"))
            .sorted(Comparator.reverseOrder())
            .forEach(folders::add);
      } catch (IOException e) {
        throw new IllegalStateException("cannot list " + debian, e);
      }
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      folders.add(Path.of(folder));
    }
    return folders.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .findFirst()
        .orElse(null);
  }

  /** PostgreSQL refuses to run as root. */
  private static List<String> asOrdinaryUser() {
    return isRoot() ? List.of("runuser", "-u", ordinaryUser(), "--") : List.of();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String ordinaryUser() {
    try {
      return Files.readString(Path.of("/etc/passwd")).contains("\npostgres:")
          ? "postgres"
          : "nobody";
    } catch (IOException e) {
      return "nobody";
    }
  }

  private static void handOver(Path folder) throws IOException {
    if (isRoot()) {
      Files.setOwner(
          folder,
          folder
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(ordinaryUser()));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(Path folder, Path binaries, String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("kanhe-postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(program + " failed: " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + program, e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static void stop(Path binaries, Path folder) {
    try {
      if (Files.exists(folder.resolve("db").resolve("postmaster.pid"))) {
        run(folder, binaries, "pg_ctl", "-D", folder + "/db", "-m", "immediate", "-w", "stop");
      }
      // Hundreds of databases are some hundred thousand files: removing them takes longer than the
      // half minute that Surefire gives a process to end, so it goes on after it.
      new ProcessBuilder("rm", "-rf", folder.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.err.println("PostgreSQL of the tests was not stopped cleanly: " + e.getMessage());
    }
  }
}
