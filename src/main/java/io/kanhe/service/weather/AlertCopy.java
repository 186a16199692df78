package io.kanhe.service.weather;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.participant.Participant;
import io.kanhe.routing.RecipientPayload;
import java.util.Optional;

/**
 * The alert itself, the same for everybody. Nothing for the repetition of an alert, in whatever
 * message it comes, and for one that was updated or cancelled before it arrived. Thread-safe.
 */
final class AlertCopy implements RecipientPayload {

  private final AlertRegister register;

  AlertCopy(AlertRegister register) {
    this.register = register;
  }

  @Override
  public String name() {
    return "alert";
  }

  @Override
  public String operation() {
    return "publish";
  }

  /**
   * @throws io.kanhe.platform.KanheException 4002 if the payload is no CAP alert
   */
  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    return register.isNews(message, AlertHead.read(payload).id())
        ? Optional.of(payload)
        : Optional.empty();
  }
}
