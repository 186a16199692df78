package io.kanhe.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs every target, or those named, under Jazzer for {@code kanhe.fuzz.seconds}, each in a process
 * of its own. Jazzer's detectors also report every connection, command, file or class that an input
 * reaches for. What is found stands in {@code target/fuzz/<target>}.
 */
final class FuzzRun {

  private static final Path FOLDER = Path.of("target", "fuzz");

  private FuzzRun() {}

  public static void main(String[] names) throws Exception {
    List<String> wanted = List.of(names);
    List<String> failed = new ArrayList<>();
    int run = 0;
    for (FuzzTarget target : FuzzTargets.all()) {
      if (wanted.isEmpty() || wanted.contains(target.name())) {
        run++;
        if (!passes(target)) {
          failed.add(target.name());
        }
      }
    }
    System.out.println(run - failed.size() + " passed, " + failed.size() + " failed " + failed);
    System.exit(failed.isEmpty() ? 0 : 1);
  }

  private static boolean passes(FuzzTarget target) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(FOLDER.resolve(target.name()));
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    for (int i = 0; i < target.seeds().size(); i++) {
      Files.write(corpus.resolve("seed-" + i), target.seeds().get(i));
    }
    File log = folder.resolve("log").toFile();
    Process process =
        new ProcessBuilder(command(target.name(), folder, corpus))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    int code = process.waitFor();
    System.out.println(target.name() + ": " + (code == 0 ? "ok" : "FOUND, see " + log));
    return code == 0;
  }

  private static List<String> command(String target, Path folder, Path corpus) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:+EnableDynamicAgentLoading",
        "-Djdk.serialFilter=!*",
        "-classpath",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + JazzerEntry.class.getName(),
        "--target_args=" + target,
        "--instrumentation_includes=io.kanhe.**",
        "-max_total_time=" + Integer.getInteger("kanhe.fuzz.seconds", 60),
        "-max_len=20000",
        "-timeout=60",
        "-rss_limit_mb=3000",
        "-artifact_prefix=" + folder + "/",
        "--reproducer_path=" + folder,
        corpus.toString());
  }
}
