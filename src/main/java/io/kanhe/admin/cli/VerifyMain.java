package io.kanhe.admin.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The offline verifier alone, the main class of {@code kanhe-verify.jar}. */
public final class VerifyMain {

  private VerifyMain() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new VerifyCommand()).setOut(out).setErr(out).execute(arguments));
  }
}
