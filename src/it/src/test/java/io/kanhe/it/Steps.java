package io.kanhe.it;

import static org.citrusframework.actions.ReceiveMessageAction.Builder.receive;
import static org.citrusframework.container.RepeatOnErrorUntilTrue.Builder.repeatOnError;
import static org.citrusframework.dsl.JsonPathSupport.jsonPath;
import static org.citrusframework.dsl.XpathSupport.xpath;
import static org.citrusframework.http.actions.HttpActionBuilder.http;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.citrusframework.TestAction;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.actions.SendMessageAction;
import org.citrusframework.exceptions.ValidationException;
import org.citrusframework.http.client.HttpClient;
import org.citrusframework.http.client.HttpClientBuilder;
import org.citrusframework.message.DefaultMessage;
import org.citrusframework.message.MessageType;
import org.citrusframework.validation.ValidationProcessor;
import org.springframework.http.HttpStatus;

/** What partners do in flows, and what they may expect in answer. */
final class Steps {

  private static final Pattern RECEIPT =
      Pattern.compile("<k:Receipt.*</k:Receipt>", Pattern.DOTALL);

  private static final String FAULT_CODE =
      "string:substring-before(//*[local-name()='Fault']//k:Refusal/k:code, ' ')";
  private static final int JOURNEY_LOOKS = 60;
  private static final long JOURNEY_PAUSE_MILLIS = 250;

  private final ReceiptProof proof;
  private final HttpClient console;

  Steps(GatewayUnderTest gateway) {
    this.proof = new ReceiptProof(gateway);
    this.console = new HttpClientBuilder().requestUrl(gateway.console()).build();
  }

  // SOAP

  void post(TestCaseRunner t, Partner partner, SoapForm form, String envelope) {
    post(t, partner, form.contentType(), envelope);
  }

  void post(TestCaseRunner t, Partner partner, String contentType, String body) {
    t.$(
        http()
            .client(partner.doors())
            .send()
            .post("/services/kanhe")
            .message()
            .contentType(contentType)
            .body(body));
  }

  String expectSoapReceipt(TestCaseRunner t, Partner partner, String messageId, String sent) {
    AtomicReference<String> receipt = new AtomicReference<>();
    t.$(
        http()
            .client(partner.doors())
            .receive()
            .response(HttpStatus.OK)
            .message()
            .type(MessageType.XML)
            .validate(
                receipt(
                    text -> {
                      proof.check(text, Digests.utf8(sent));
                      ReceiptProof.says(text, "outcome", "ACCEPTED");
                      ReceiptProof.says(text, "messageId", messageId);
                      receipt.set(text);
                    })));
    return receipt.get();
  }

  /** The gateway's signed answer to a question; its signature is verified by WSS4J. */
  String expectAnswer(TestCaseRunner t, Partner partner, X509Certificate gateway) {
    AtomicReference<String> answer = new AtomicReference<>();
    t.$(
        http()
            .client(partner.doors())
            .receive()
            .response(HttpStatus.OK)
            .message()
            .type(MessageType.XML)
            .validate(
                (message, context) ->
                    answer.set(
                        new String(
                            SignedSoap.verified(
                                Digests.utf8(message.getPayload(String.class)), gateway),
                            StandardCharsets.UTF_8))));
    return answer.get();
  }

  /** A fault whose detail holds code and receipt. */
  void expectFault(TestCaseRunner t, Partner partner, HttpStatus status, String code) {
    t.$(
        http()
            .client(partner.doors())
            .receive()
            .response(status)
            .message()
            .type(MessageType.XML)
            .validate(
                xpath()
                    .expression(FAULT_CODE, code)
                    .expression("//k:Refusal/k:Receipt/k:outcome", "REFUSED")
                    .expression("string:substring-before(//k:Receipt/k:code, ' ')", code)));
  }

  /** A fault about something that was not read: no receipt, for there is nothing to be digested. */
  void expectFaultWithoutReceipt(
      TestCaseRunner t, Partner partner, HttpStatus status, String code) {
    t.$(
        http()
            .client(partner.doors())
            .receive()
            .response(status)
            .message()
            .type(MessageType.XML)
            .validate(xpath().expression(FAULT_CODE, code)));
  }

  // MQ

  void send(TestCaseRunner t, Partner partner, byte[] body) {
    t.$(SendMessageAction.Builder.send(partner.in()).message(new DefaultMessage(body)));
  }

  void sendText(TestCaseRunner t, Partner partner, String body) {
    t.$(SendMessageAction.Builder.send(partner.in()).message(new DefaultMessage(body)));
  }

  /** The receipt on the partner's receipt queue about the bytes sent. */
  String expectQueueReceipt(TestCaseRunner t, Partner partner, String outcome, byte[] sent) {
    AtomicReference<String> receipt = new AtomicReference<>();
    t.$(
        receive(partner.receipts())
            .selector("kanheRawDigest = 'SHA-256:" + Digests.sha256(sent) + "'")
            .message()
            .type(MessageType.XML)
            .validate(
                receipt(
                    text -> {
                      proof.check(text, sent);
                      ReceiptProof.says(text, "outcome", outcome);
                      receipt.set(text);
                    })));
    return receipt.get();
  }

  void expectQueueRefusal(TestCaseRunner t, Partner partner, String code, byte[] sent) {
    t.$(
        receive(partner.receipts())
            .selector("kanheRawDigest = 'SHA-256:" + Digests.sha256(sent) + "'")
            .message()
            .type(MessageType.XML)
            .validate(
                receipt(
                    text -> {
                      proof.check(text, sent);
                      ReceiptProof.says(text, "outcome", "REFUSED");
                      ReceiptProof.says(text, "code", code);
                    })));
  }

  /** A refusal of something that has no bytes to be digested. */
  void expectQueueRefusal(TestCaseRunner t, Partner partner, String code) {
    t.$(
        receive(partner.receipts())
            .selector("kanheCode LIKE '" + code + " %'")
            .message()
            .type(MessageType.XML)
            .validate(xpath().expression("string:substring-before(//k:code, ' ')", code)));
  }

  Delivery expectDelivery(TestCaseRunner t, Partner partner, Predicate<Delivery> wanted) {
    AtomicReference<Delivery> found = new AtomicReference<>();
    TestAction await = context -> found.set(partner.awaitDelivery(context, wanted));
    t.run(await);
    return found.get();
  }

  // feed

  void put(TestCaseRunner t, Partner partner, String batchNo, byte[] signedHeader, String file) {
    put(t, partner, batchNo, signedHeader, file, "identity");
  }

  void put(
      TestCaseRunner t,
      Partner partner,
      String batchNo,
      byte[] signedHeader,
      String file,
      String contentCoding) {
    t.$(
        http()
            .client(partner.doors())
            .send()
            .put("/feeds/ins.coverage/" + batchNo)
            .message()
            .contentType("text/csv;charset=utf-8")
            .header("Content-Encoding", contentCoding)
            .header("Kanhe-Header", Base64.getEncoder().encodeToString(signedHeader))
            .body(file));
  }

  String expectFeedReceipt(TestCaseRunner t, Partner partner, HttpStatus status, String messageId) {
    AtomicReference<String> receipt = new AtomicReference<>();
    t.$(
        http()
            .client(partner.doors())
            .receive()
            .response(status)
            .message()
            .type(MessageType.XML)
            .validate(
                receipt(
                    text -> {
                      ReceiptProof.says(text, "outcome", "ACCEPTED");
                      ReceiptProof.says(text, "messageId", messageId);
                      receipt.set(text);
                    })));
    return receipt.get();
  }

  void expectProblem(TestCaseRunner t, Partner partner, HttpStatus status, String code) {
    t.$(
        http()
            .client(partner.doors())
            .receive()
            .response(status)
            .message()
            .type(MessageType.JSON)
            .validate(
                jsonPath()
                    .expression("$.type", "urn:kanhe:error:" + code)
                    .expression("$.code", code)
                    .expression("$.status", status.value())));
  }

  // console

  /** Where the message stands with one recipient, as the administrators' API tells it. */
  void expectJourney(TestCaseRunner t, String messageId, Delivery delivery, String state) {
    Pattern stands =
        Pattern.compile(
            "\"id\":[^}]*" + delivery.field("messageId") + ".*?\"state\":\"" + state + "\"");
    ValidationProcessor inThisState =
        (message, context) -> {
          String journey = message.getPayload(String.class);
          if (!stands.matcher(journey).find()) {
            throw new ValidationException("not " + state + " in " + journey);
          }
        };
    t.$(
        repeatOnError()
            .until("i gt " + JOURNEY_LOOKS)
            .autoSleep(Duration.ofMillis(JOURNEY_PAUSE_MILLIS))
            .actions(
                http().client(console).send().get("/api/v1/messages/" + messageId + "/journey"),
                http()
                    .client(console)
                    .receive()
                    .response(HttpStatus.OK)
                    .message()
                    .type(MessageType.JSON)
                    .validate(inThisState)));
  }

  /**
   * All that is expected of a receipt. One processor for all of it: the last that is set takes the
   * place of those before it, and of expressions beside it.
   */
  private static ValidationProcessor receipt(Consumer<String> expectations) {
    return (message, context) -> {
      Matcher receipt = RECEIPT.matcher(message.getPayload(String.class));
      if (!receipt.find()) {
        throw new AssertionError("no receipt in the answer");
      }
      expectations.accept(receipt.group());
    };
  }
}
