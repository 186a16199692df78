package io.kanhe.it;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.citrusframework.TestAction;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.context.TestContext;
import org.springframework.http.HttpStatus;

/** What the partners of one flow say by queue and ask by SOAP, and who of them hears what. */
final class Talk {

  private static final Pattern ENTRY = Pattern.compile("<k:entry[^>]*>([^<]+)</k:entry>");

  private final TestCaseRunner t;
  private final Steps steps;
  private final Partners partners;
  private final Inbox inbox;

  /**
   * @param inbox where insurer A gets what the others find in their queues
   */
  Talk(TestCaseRunner t, Steps steps, Partners partners, Inbox inbox) {
    this.t = t;
    this.steps = steps;
    this.partners = partners;
    this.inbox = inbox;
  }

  Partner partner(String id) {
    return partners.get(id);
  }

  /** An event of this partner in a matter of its own. */
  MessageHeader event(String sender, String service, String operation, String businessKey) {
    return MessageHeader.of(service, operation, "EVENT", partner(sender), businessKey);
  }

  /** A question of an invented operator. */
  MessageHeader question(String asker, String service, String operation, String businessKey) {
    return MessageHeader.of(service, operation, "REQUEST", partner(asker), businessKey)
        .with("operatorRef", "OP-00217");
  }

  /**
   * Sends by queue and expects acceptance; returns the entry of the log that the receipt proves.
   */
  String tells(String sender, MessageHeader header, String payload) {
    byte[] signed = Cms.sign(partner(sender).keys(), header.message(payload));
    steps.send(t, partner(sender), signed);
    Matcher entry = ENTRY.matcher(steps.expectQueueReceipt(t, partner(sender), "ACCEPTED", signed));
    if (!entry.find()) {
      throw new AssertionError("no entry in a receipt");
    }
    return new String(Base64.getMimeDecoder().decode(entry.group(1)), StandardCharsets.UTF_8);
  }

  /** Sends by queue and expects a refusal. */
  void tellsInVain(String sender, MessageHeader header, String payload, String code) {
    byte[] signed = Cms.sign(partner(sender).keys(), header.message(payload));
    steps.send(t, partner(sender), signed);
    steps.expectQueueRefusal(t, partner(sender), code, signed);
  }

  /** Asks at the SOAP door; returns the answer after its signature was verified. */
  String asks(String asker, MessageHeader header, String payload) {
    post(asker, header, payload);
    return steps.expectAnswer(t, partner(asker), partners.gatewaySigner());
  }

  void asksInVain(
      String asker, MessageHeader header, String payload, HttpStatus status, String code) {
    post(asker, header, payload);
    steps.expectFault(t, partner(asker), status, code);
  }

  /**
   * Asks at the SOAP door what a provider answers by queue.
   *
   * @param answer what the provider makes of the question that reaches it
   */
  String asks(
      String asker,
      MessageHeader header,
      String payload,
      String provider,
      Function<Delivery, String> answer) {
    TestContext context = context();
    Partner answering = partner(provider);
    String operation = header.fields().get("operation");
    CompletableFuture<Void> answered =
        CompletableFuture.runAsync(
            () -> {
              Delivery question =
                  answering.awaitDelivery(
                      context, each -> each.answers(header.messageId(), operation));
              MessageHeader back = MessageHeader.answer(answering, question);
              answering.say(
                  context, Cms.sign(answering.keys(), back.message(answer.apply(question))));
            });
    String heard = asks(asker, header, payload);
    answered.join();
    return heard;
  }

  private void post(String asker, MessageHeader header, String payload) {
    String envelope = SignedSoap.sign(partner(asker).keys(), SoapForm.V1_2, header, payload);
    steps.post(t, partner(asker), SoapForm.V1_2, envelope);
  }

  private TestContext context() {
    AtomicReference<TestContext> found = new AtomicReference<>();
    TestAction look = found::set;
    t.run(look);
    return found.get();
  }

  /** What came to this partner of a message. */
  Delivery hears(String partner, MessageHeader original) {
    String operation = original.fields().get("operation");
    return hears(partner, each -> each.answers(original.messageId(), operation));
  }

  /** What the gateway told this partner by itself: all of these texts are in it. */
  Delivery isTold(String partner, String service, String... texts) {
    return hears(
        partner,
        each -> {
          boolean told = each.field("serviceId").equals(service);
          for (String text : texts) {
            told &= each.content().contains(text);
          }
          return told;
        });
  }

  private Delivery hears(String partner, Predicate<Delivery> wanted) {
    return partner.equals("insurer-a")
        ? inbox.await(wanted)
        : steps.expectDelivery(t, partner(partner), wanted);
  }

  /**
   * Expects that nothing of this kind came to the partner before the delivery of {@code later},
   * which the gateway got after it.
   */
  void heardNothing(String partner, MessageHeader later, Predicate<Delivery> unwanted) {
    hears(partner, later);
    boolean heard =
        partner.equals("insurer-a") ? inbox.has(unwanted) : partner(partner).hasArrived(unwanted);
    if (heard) {
      throw new AssertionError(partner + " heard what is not for it");
    }
  }
}
