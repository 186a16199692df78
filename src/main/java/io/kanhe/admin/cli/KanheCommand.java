package io.kanhe.admin.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code ./kanhe}: the command line. Needs no gateway, no database and no Spring. */
@Command(
    name = "kanhe",
    description = "A gateway for signed messages between insurers and government departments.",
    footer = {
      "",
      "  up [--<property>=<value> …]  start the gateway; config/application.yaml lists the properties",
      "  demo [--once] [--crypto sm]  start it with sandbox partners and play a typhoon",
      "  partner KIND [options]       play a partner against a running gateway; partner --help",
      "",
      "Exit codes: 0 as it should be, 1 a check failed, 2 wrong usage or unreadable file, 3 valid",
      "but content withheld; log verify has some of its own."
    },
    subcommands = {
      VerifyCommand.class,
      LogCommand.class,
      DocsCommand.class,
      BundleCommand.class,
      EraseCommand.class,
      HelpCommand.class
    })
public final class KanheCommand {

  private KanheCommand() {}

  public static void main(String[] arguments) {
    System.exit(run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), arguments));
  }

  static int run(PrintWriter out, String... arguments) {
    String[] orHelp = arguments.length == 0 ? new String[] {"help"} : arguments;
    return new CommandLine(new KanheCommand()).setOut(out).setErr(out).execute(orHelp);
  }
}
