package io.kanhe.admin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "erase",
    description = {
      "Erase what the running gateway stores of a message, and cancel its open deliveries.",
      "Its proofs stay valid; the erasure is recorded."
    },
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EraseCommand implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final int UNREACHABLE = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  @Parameters(paramLabel = "MESSAGE-ID")
  private String messageId;

  @Option(
      names = "--reason",
      paramLabel = "REFERENCE",
      required = true,
      description = "reference of the case: letters, digits, . _ / - (no free text, no names)")
  private String reason;

  @Option(
      names = "--operator",
      paramLabel = "REFERENCE",
      defaultValue = "${sys:user.name}",
      description = "who orders it; default: the user of this machine")
  private String operator;

  @Option(
      names = "--console",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "the gateway's console; default ${DEFAULT-VALUE}")
  private URI console;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  console.resolve(
                      "/api/v1/messages/"
                          + encoded(messageId)
                          + "/erasure?reason="
                          + encoded(reason)))
              .header("Kanhe-Operator", operator)
              .timeout(TIMEOUT)
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      out.println(answer.body());
      return answer.statusCode() == 200 ? DONE : REFUSED;
    } catch (IOException e) {
      out.println("kanhe erase: no gateway answers at " + console);
      return UNREACHABLE;
    } catch (IllegalArgumentException e) {
      out.println("kanhe erase: " + console + " or the operator cannot be sent");
      return UNREACHABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNREACHABLE;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
