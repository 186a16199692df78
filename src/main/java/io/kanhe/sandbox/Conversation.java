package io.kanhe.sandbox;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Direction;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.SoapVerifier;
import io.kanhe.trust.Trust;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** What an act says in a partner's name, and what it hears. */
final class Conversation {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DemoCast cast;
  private final SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());

  Conversation(DemoCast cast) {
    this.cast = cast;
  }

  /**
   * What became of a message by MQ.
   *
   * @param code {@code 0000} if it was accepted, else the four digits of the refusal
   */
  record Sent(MessageId id, String code, Receipt receipt) {

    boolean isAccepted() {
      return receipt.outcome() == EntryType.ACCEPTED;
    }
  }

  /** Sends a signed message by MQ and waits for its receipt. */
  Sent send(
      String partner,
      String service,
      String operation,
      Direction direction,
      String payload,
      UnaryOperator<HeaderBuilder> header)
      throws JMSException, InterruptedException {
    MessageId id = MessageId.random();
    HeaderBuilder built =
        header.apply(cast.messages(partner).header(service, operation, direction).messageId(id));
    byte[] signed =
        cast.client(partner)
            .signedForQueue(built, payload.strip().getBytes(StandardCharsets.UTF_8));
    cast.queues(partner).send(signed);
    Receipt receipt = ReceiptCodec.read(Receipts.about(signed, cast.queues(partner)));
    String code = receipt.code() == null ? "0000" : receipt.code().substring(0, 4);
    return new Sent(id, code, receipt);
  }

  /** Asks at the SOAP door and waits for the answer. */
  Answer ask(
      String partner,
      String service,
      String operation,
      String payload,
      UnaryOperator<HeaderBuilder> header)
      throws IOException, InterruptedException {
    HeaderBuilder built =
        header.apply(cast.messages(partner).header(service, operation, Direction.REQUEST));
    byte[] envelope = cast.client(partner).signedForSoap(built, payload.strip());
    return Answer.of(cast.client(partner).postSoap(envelope), verifier);
  }

  /** Waits for {@code count} deliveries that came of a message. */
  List<ReceivedMessage> heard(MessageId original, String operation, int count)
      throws InterruptedException {
    return cast.arrivals()
        .await(
            each ->
                original.equals(each.header().correlationId())
                    && each.header().operation().equals(operation)
                    && !each.marked(),
            count,
            PATIENCE);
  }
}
