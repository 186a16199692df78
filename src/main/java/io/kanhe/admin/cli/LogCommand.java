package io.kanhe.admin.cli;

import picocli.CommandLine.Command;

/** {@code ./kanhe log}: the evidence log as a whole. */
@Command(
    name = "log",
    description = "Verify the whole evidence log, or write it as files that anybody can check.",
    subcommands = {LogVerifyCommand.class, LogExportCommand.class})
final class LogCommand {}
