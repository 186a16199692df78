package io.kanhe.sandbox;

import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.MessageId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the demonstration in which evidence is exported and checked by a process that knows
 * no gateway.
 */
final class Proof {

  /** Exit code of {@code ./kanhe verify}. */
  private static final int VALID_BUT_WITHHELD = 3;

  private static final int SHOWN_LINES = 5;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private final HttpClient http = HttpClient.newHttpClient();
  private final DemoPlan plan;
  private final Account account;

  Proof(DemoPlan plan, Account account) {
    this.plan = plan;
    this.account = account;
  }

  void play(MessageId message, byte[] receipt, byte[] signed)
      throws IOException, InterruptedException {
    account.chapter(account.say("Acknowledged, and provable without the gateway", "已签收，且可脱离网关验证"));
    account.expect(
        awaitAcknowledged(message, 8),
        account.say(
            "all eight deliveries of the typhoon warning are acknowledged, each signed by its recipient",
            "台风预警的八份投递均已由接收方签名确认"));
    account.expect(
        isShown("/messages/" + ReceiptCodec.read(receipt).index(), "en", "acknowledged")
            && isShown("/", "zh_CN", "往来报文"),
        account.say(
            "the console shows the journey, in English and Chinese, and lets no script in",
            "控制台以中英文展示流转过程，禁止脚本"));
    Path folder = Files.createDirectories(plan.home().resolve("data"));
    Path evidence = folder.resolve("evidence.asice");
    HttpResponse<byte[]> export = get("/api/v1/messages/" + message + "/evidence");
    Files.write(evidence, export.body());
    account.expect(
        export.statusCode() == 200,
        account.say("evidence exported: ", "导出证据文件：")
            + export.body().length
            + account.say(" bytes", " 字节"));
    account.expect(
        verify(evidence, true) == 0,
        account.say(
            "./kanhe verify: every check passed, in a process of its own, offline",
            "./kanhe verify：独立进程离线验证，全部通过"));
    account.expect(
        output(List.of("verify", evidence.toString(), "--trust", trust()))
            .contains("PASS    message: time stamp: "),
        account.say(
            "a time stamp of somebody else says when it was recorded at the latest",
            "第三方时间戳证明最迟记录时间"));
    Path receiptFile = folder.resolve("receipt.xml");
    Files.write(receiptFile, receipt);
    Path message0 = folder.resolve("message.p7m");
    Files.write(message0, signed);
    account.expect(
        run(
                List.of(
                    "verify",
                    receiptFile.toString(),
                    "--message",
                    message0.toString(),
                    "--trust",
                    trust()),
                false)
            == 0,
        account.say("the sender's receipt proves its message", "发送方凭回执即可证明其报文"));
    Path altered = folder.resolve("evidence-altered.asice");
    Files.write(altered, altered(export.body()));
    account.expect(
        verify(altered, false) != 0,
        account.say("the same file with one byte changed fails", "同一文件改动一个字节即验证失败"));
    erased(message, folder);
  }

  /** A message from before a revocation; the answer on which it was accepted is in its file. */
  void stillProven(MessageId message) throws IOException, InterruptedException {
    Path file = plan.home().resolve("data").resolve("evidence-before-revocation.asice");
    Files.write(file, get("/api/v1/messages/" + message + "/evidence").body());
    account.expect(
        output(List.of("verify", file.toString(), "--trust", trust()))
                .contains("PASS    message: revocation: good at ")
            && verify(file, false) == 0,
        account.say(
            "a message from before is proven as ever: the authority's answer of then is in the file",
            "吊销之前的报文证明力不变：当时的状态应答就在文件中"));
  }

  /** The content goes, the proofs stay. */
  private void erased(MessageId message, Path folder) throws IOException, InterruptedException {
    String path = "/api/v1/messages/" + message;
    String reads = new String(get(path + "/reads").body(), StandardCharsets.UTF_8);
    account.expect(
        occurrences(reads, "\"evidence\"") == 1,
        account.say("who got the content stands in the ledger: ", "谁读取过内容已记入账本：") + reads);
    HttpRequest order =
        HttpRequest.newBuilder(plan.gateway().console(path + "/erasure?reason=demo-1"))
            .header("Kanhe-Operator", "demo")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    account.expect(
        http.send(order, HttpResponse.BodyHandlers.discarding()).statusCode() == 200,
        account.say("the message is erased on demand", "按要求删除报文内容"));
    Path rest = folder.resolve("evidence-erased.asice");
    Files.write(rest, get(path + "/evidence").body());
    account.expect(
        verify(rest, false) == VALID_BUT_WITHHELD,
        account.say(
            "./kanhe verify: everything is still proven, the content is withheld",
            "./kanhe verify：证明仍然完整，内容不再提供"));
  }

  private boolean awaitAcknowledged(MessageId message, int deliveries)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE_NANOS) {
      String journey =
          new String(
              get("/api/v1/messages/" + message + "/journey").body(), StandardCharsets.UTF_8);
      if (occurrences(journey, "\"ACKNOWLEDGED\"") >= deliveries) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  private boolean isShown(String page, String language, String text)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get(page + "?lang=" + language);
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
    return answer.statusCode() == 200
        && policy.startsWith("default-src 'none'")
        && new String(answer.body(), StandardCharsets.UTF_8).contains(text);
  }

  private static int occurrences(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(plan.gateway().console(path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private int verify(Path file, boolean show) throws IOException, InterruptedException {
    return run(List.of("verify", file.toString(), "--trust", trust()), show);
  }

  private String trust() {
    return plan.certs().resolve("trust").toString();
  }

  /** Runs the command line in a process of its own and returns its exit code. */
  private int run(List<String> arguments, boolean show) throws IOException, InterruptedException {
    Process process = start(arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    List<String> lines = output.lines().toList();
    if (show || code > 1) {
      lines.stream().limit(SHOWN_LINES).forEach(account::note);
      lines.stream().skip(SHOWN_LINES).reduce((first, last) -> last).ifPresent(account::note);
    }
    return code;
  }

  private static String output(List<String> arguments) throws IOException {
    return new String(start(arguments).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "io.kanhe.admin.cli.KanheCommand"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Changes one byte in the middle, wherever that is. */
  private static byte[] altered(byte[] file) {
    byte[] copy = file.clone();
    copy[copy.length / 2] ^= 1;
    return copy;
  }
}
