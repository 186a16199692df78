package io.kanhe.intake.http;

import io.kanhe.intake.AnswerDesk;
import io.kanhe.ledger.Receipt;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import java.util.Optional;

/** Doors without deliveries: nothing that they take is a query. */
final class NoAnswers implements AnswerDesk {

  @Override
  public Optional<Reply> await(Receipt receipt) {
    return Optional.empty();
  }

  @Override
  public void sent(Reply.Signed reply) {}

  @Override
  public void refused(MessageId answered, ParticipantId provider, ErrorCode code) {}
}
