package io.kanhe.intake.mq;

import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Intake;
import io.kanhe.intake.Outcome;
import io.kanhe.intake.Submission;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Accepts everything, unless told the codes with which to refuse first. */
final class ScriptedIntake implements Intake, DoorRefusals {

  private final Deque<ErrorCode> refusals = new ConcurrentLinkedDeque<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  void refuseNext(ErrorCode... codes) {
    refusals.addAll(List.of(codes));
  }

  void breakDown(boolean broken) {
    this.broken = broken;
  }

  List<String> seen() {
    return seen;
  }

  @Override
  public Outcome submit(Submission submission) {
    Submission.Mq mq = (Submission.Mq) submission;
    String text = mq.peer() + ":" + new String(mq.raw(), StandardCharsets.UTF_8);
    seen.add(text.length() > 100 ? text.length() + " characters" : text);
    if (broken) {
      throw new IllegalStateException("broken");
    }
    ErrorCode code = refusals.poll();
    if (code != null) {
      return new Outcome.Refused(code, "found <x> & expected y", null, "trace-1");
    }
    return new Outcome.Accepted(receipt(mq.raw()), false);
  }

  @Override
  public Outcome.Refused refuse(
      Door door, @Nullable ParticipantId peer, Instant receivedAt, ErrorCode code, String detail) {
    return new Outcome.Refused(code, detail, null, "trace-2");
  }

  private static Receipt receipt(byte[] raw) {
    return new Receipt(
        EntryType.ACCEPTED,
        MessageId.named(Digest.sha256(raw).hex()),
        Digest.sha256(raw),
        null,
        1,
        new byte[] {1},
        0,
        1,
        List.of(),
        "kanhe.test/log\n1\nAA==\n");
  }
}
