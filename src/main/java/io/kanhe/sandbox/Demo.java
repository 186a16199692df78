package io.kanhe.sandbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * {@code ./kanhe demo [typhoon|traffic|livestock|regulator] [--once] [--crypto sm]}: plays a
 * scenario against a real gateway, and ends with another exit code than 0 at the first difference.
 */
public final class Demo {

  private static final Set<String> CRYPTO = Set.of("standard", "sm");

  private Demo() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Play play = Play.of(arguments);
    DemoPlan plan = plan(play.rest(), out);
    List<String> taken = plan.takenPorts();
    if (!taken.isEmpty()) {
      out.println("kanhe demo: already in use: " + String.join(", ", taken) + ".");
      out.println(
          "Stop the program that holds it, or run ./kanhe demo --once, which finds free ports itself.");
      out.println("A gateway with other ports: ./kanhe up --<property>=<port>");
      System.exit(1);
    }
    System.exit(run(plan, play, out) ? 0 : 1);
  }

  private static DemoPlan plan(List<String> arguments, PrintStream out) throws IOException {
    boolean once = false;
    SandboxCrypto crypto = SandboxCrypto.STANDARD;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--once")) {
        once = true;
      } else if (argument.equals("--crypto")
          && i + 1 < arguments.size()
          && CRYPTO.contains(arguments.get(i + 1))) {
        crypto = SandboxCrypto.named(arguments.get(++i));
      } else {
        out.println(
            "kanhe demo: unknown option "
                + argument
                + " (expected: typhoon, traffic, livestock, regulator, --lang zh, --lang en, --once,"
                + " --crypto standard or --crypto sm)");
        System.exit(2);
      }
    }
    Path base = Path.of("").toAbsolutePath();
    return once ? DemoPlan.once(base, crypto) : DemoPlan.interactive(base, crypto);
  }

  private static boolean run(DemoPlan plan, Play play, PrintStream out) throws Exception {
    Account account = new Account(out, play.isChinese());
    account.chapter(account.say("The gateway starts", "网关启动"));
    SandboxKeys.ensure(plan.certs(), plan.crypto(), plan.statusPort());
    account.progress(
        account.say("keys and certificates of the sandbox are in ", "沙箱密钥与证书位于 ")
            + shown(plan, plan.certs()));
    if (!Files.exists(plan.certs().resolve("ca").resolve("root.crl"))) {
      account.note(
          account.say(
              "these are keys of an earlier version: delete the folder once",
              "密钥由早先版本生成：请删除该目录一次"));
      return false;
    }
    Path output = plan.home().resolve("data").resolve("gateway.out");
    try (GatewayProcess gateway =
        GatewayProcess.start(plan.gatewayArguments(), plan.gateway(), output)) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> ProcessHandle.of(gateway.pid()).ifPresent(ProcessHandle::destroy)));
      account.progress(
          account.say("process ", "进程 ")
              + gateway.pid()
              + account.say(", log in ", "，日志 ")
              + shown(plan, output));
      gateway.awaitReady();
      account.expect(
          true,
          account.say("ready: doors on port ", "就绪：端口 ")
              + plan.gateway().httpsPort()
              + account.say(" (SOAP, feed) and ", "（SOAP、文件）与 ")
              + plan.gateway().corePort()
              + account.say(" (MQ)", "（MQ）"));
      try (DemoCast cast = DemoCast.assemble(plan)) {
        try {
          play.run(cast, plan, account);
        } catch (Account.Difference e) {
          account.summary();
          return false;
        }
        account.summary();
        if (!plan.once()) {
          invite(plan, out);
          gateway.join();
        }
      }
    }
    return account.isAllAsExpected();
  }

  private static void invite(DemoPlan plan, PrintStream out) {
    out.println();
    out.println("The gateway and the partners stay up. Open " + plan.gateway().console("/"));
    out.println("Try next:");
    out.println(
        "  ./kanhe verify data/evidence.asice     check the exported evidence once more, offline");
    out.println(
        "  ./kanhe demo --once                    the same beside this gateway, on free ports");
    out.println("  curl " + plan.gateway().console("/actuator/prometheus"));
    out.println("Stop with Ctrl-C.");
  }

  private static String shown(DemoPlan plan, Path path) {
    return path.startsWith(plan.base()) ? plan.base().relativize(path).toString() : path.toString();
  }
}
