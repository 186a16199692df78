package io.kanhe.routing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.participant.Participant;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Runs a {@code kanhe:} step. Nothing leaves the gateway here: consignments are only collected. */
final class StepProducer extends DefaultProducer {

  private final Step step;

  StepProducer(KanheEndpoint endpoint, Step step) {
    super(endpoint);
    this.step = step;
  }

  @Override
  public void process(Exchange exchange) throws StepRefused {
    Attempt attempt = Attempt.of(exchange);
    AcceptedMessage message = attempt.message();
    byte[] payload = exchange.getMessage().getBody(byte[].class);
    if (step instanceof Step.Deliver deliver) {
      deliver(exchange, attempt, deliver, payload);
    } else if (step instanceof Step.Transform transform) {
      byte[] made = transform.using().apply(message, payload);
      if (made != payload) {
        attempt.transformed(made);
      }
      exchange.getMessage().setBody(made);
    } else if (step instanceof Step.Answer answer) {
      answer(exchange, attempt, answer, payload);
    } else if (step instanceof Step.Keep keep) {
      keep.in().keep(message, payload);
    }
  }

  private static void deliver(Exchange exchange, Attempt attempt, Step.Deliver step, byte[] payload)
      throws StepRefused {
    String operation =
        Objects.requireNonNullElse(step.operation(), attempt.message().header().operation());
    String label = Objects.requireNonNullElse(step.label(), operation);
    int priority = priority(exchange, step.priority());
    for (Participant recipient : step.to().of(attempt.message())) {
      attempt.add(
          recipient, label, operation, step.to().direction(attempt.message()), payload, priority);
    }
  }

  private static void answer(Exchange exchange, Attempt attempt, Step.Answer step, byte[] payload)
      throws StepRefused {
    String label = Objects.requireNonNullElse(step.label(), step.with().name());
    int priority = priority(exchange, step.priority());
    for (Participant recipient : step.to().of(attempt.message())) {
      step.with()
          .make(attempt.message(), payload, recipient)
          .ifPresent(
              own ->
                  attempt.add(
                      recipient,
                      label,
                      step.with().operation(),
                      step.to().direction(attempt.message()),
                      own,
                      priority));
    }
  }

  /** The step's own priority, else the header: the message's, or what the route set. */
  private static int priority(Exchange exchange, @Nullable Integer ofStep) throws StepRefused {
    if (ofStep != null) {
      return ofStep;
    }
    String header = exchange.getMessage().getHeader(RouteHeaders.PRIORITY, String.class);
    return Vocabulary.priority(Objects.requireNonNullElse(header, ""));
  }
}
