package io.kanhe.intake;

import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.Receipt;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Disposition;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The pipeline: runs the stages in order, then records what they decided. Thread-safe. */
final class PipelineIntake implements Intake, DoorRefusals {

  private static final Logger log = LoggerFactory.getLogger(PipelineIntake.class);
  private static final long COMMIT_TIMEOUT_SECONDS = 30;

  private final List<Stage> stages;
  private final Quota quota;
  private final Ledger ledger;
  private final MessageRecording.Recording parts;
  private final IntakeMetrics metrics;
  private final Supplier<@Nullable AnswerDesk> answers;
  private final InFlight inFlight = new InFlight();

  PipelineIntake(
      List<Stage> stages,
      Quota quota,
      Ledger ledger,
      MessageRecording.Recording parts,
      IntakeMetrics metrics,
      Supplier<@Nullable AnswerDesk> answers) {
    this.stages = List.copyOf(stages);
    this.quota = quota;
    this.ledger = ledger;
    this.parts = parts;
    this.metrics = metrics;
    this.answers = answers;
  }

  @Override
  public Outcome submit(Submission submission) {
    long start = System.nanoTime();
    Dossier dossier = new Dossier(submission);
    Outcome outcome = decide(dossier);
    if (!(outcome instanceof Outcome.Accepted accepted && !accepted.repeated())) {
      quota.release(dossier);
      discard(submission, outcome);
    }
    metrics.record(
        submission.door(),
        IntakeMetrics.participant(dossier),
        IntakeMetrics.service(dossier),
        outcome,
        System.nanoTime() - start);
    report(dossier, outcome);
    return outcome;
  }

  @Override
  public Outcome.Refused refuse(
      Door door, @Nullable ParticipantId peer, Instant receivedAt, ErrorCode code, String detail) {
    Outcome.Refused refused =
        refuse(door, peer, receivedAt, null, null, new KanheException(code, detail));
    metrics.record(door, peer == null ? "unknown" : peer.value(), "unknown", refused, 0);
    log.info(
        "refused at {} door, from {}: {} (trace {})", door.label(), peer, code, refused.traceId());
    return refused;
  }

  private Outcome decide(Dossier dossier) {
    try {
      return run(dossier);
    } catch (KanheException e) {
      return refuse(dossier, e);
    } catch (RuntimeException e) {
      // The edge of all doors: a fault of ours must answer the sender and leave the door open.
      // Errors pass through.
      return refuse(
          dossier, new KanheException(ErrorCode.INTERNAL, "the gateway failed on this message", e));
    }
  }

  private Outcome run(Dossier dossier) {
    try {
      for (Stage stage : stages) {
        stage.check(dossier);
      }
    } catch (KanheException refusal) {
      Optional<Outcome> repeated = repeatOf(dossier);
      if (repeated.isPresent()) {
        return repeated.get();
      }
      throw refusal;
    }
    return inFlight.alone(
        new MessageRecording.MessageKey(dossier.sender().id(), dossier.header().messageId()),
        () -> record(dossier));
  }

  /**
   * Once recorded, a message is judged no more: its sender gets the old receipt for the same bytes,
   * however late and whatever agreement has ended since. Only after signature, signer and
   * connection proved who asks.
   */
  private Optional<Outcome> repeatOf(Dossier dossier) {
    if (!dossier.isFromSenderItself()) {
      return Optional.empty();
    }
    return parts
        .store()
        .find(dossier.sender().id(), dossier.header().messageId())
        .filter(stored -> stored.rawDigest().equals(dossier.rawDigest()))
        .map(stored -> new Outcome.Accepted(parts.receipts().read(stored.receipt()), true));
  }

  private Outcome record(Dossier dossier) {
    CompletableFuture<Answer> change = ledger.append(new MessageRecording(dossier, parts));
    change.whenComplete((answer, failure) -> forgetNumbers(failure));
    Answer answer = await(change);
    return answer.receipt() != null
        ? new Outcome.Accepted(answer.receipt(), false)
        : new Outcome.Accepted(
            parts.receipts().read(Objects.requireNonNull(answer.receiptXml())), true);
  }

  private void forgetNumbers(@Nullable Throwable failure) {
    if (failure instanceof KanheException refusal
        && refusal.code().disposition() == Disposition.REJECT) {
      return; // refused while it was planned: no number was given out
    }
    if (failure != null) {
      parts.sequences().forget();
    }
  }

  private Outcome.Refused refuse(Dossier dossier, KanheException refusal) {
    tellAsker(dossier, refusal);
    Submission submission = dossier.submission();
    return refuse(
        submission.door(),
        submission.peer(),
        submission.receivedAt(),
        dossier.rawDigest(),
        dossier.verifiedHeader().orElse(null),
        refusal);
  }

  private Outcome.Refused refuse(
      Door door,
      @Nullable ParticipantId peer,
      Instant receivedAt,
      @Nullable Digest rawDigest,
      @Nullable Header verified,
      KanheException refusal) {
    String traceId = String.format("%016x", ThreadLocalRandom.current().nextLong());
    if (refusal.code().disposition() == Disposition.QUARANTINE) {
      log.error("failure at {} door, trace {}: {}", door.label(), traceId, FaultTrace.of(refusal));
    }
    RefusalRecording change =
        new RefusalRecording(
            door,
            peer,
            receivedAt,
            rawDigest,
            verified,
            refusal.code(),
            refusal.getMessage(),
            traceId);
    // Where nothing can be recorded, neither can a refusal; trying would use up the disk's reserve.
    Receipt receipt = refusal.code() == ErrorCode.STORE_UNAVAILABLE ? null : recorded(change);
    return new Outcome.Refused(refusal.code(), refusal.getMessage(), receipt, traceId);
  }

  /** Nobody waits any longer for an answer that was refused. */
  private void tellAsker(Dossier dossier, KanheException refusal) {
    if (!dossier.isFromSenderItself() || dossier.header().direction() != Direction.RESPONSE) {
      return;
    }
    AnswerDesk desk = answers.get();
    if (desk != null) {
      dossier
          .header()
          .correlation()
          .ifPresent(answered -> desk.refused(answered, dossier.sender().id(), refusal.code()));
    }
  }

  private @Nullable Receipt recorded(RefusalRecording change) {
    try {
      return await(ledger.append(change));
    } catch (RuntimeException e) {
      // The sender still learns the code; that no proof of it exists is said by the missing
      // receipt.
      log.warn("refusal not recorded: {} ({})", change, FaultTrace.of(e));
      return null;
    }
  }

  private static <R> R await(CompletableFuture<R> change) {
    try {
      return change.get(COMMIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KanheException known) {
        throw known;
      }
      throw new KanheException(ErrorCode.INTERNAL, "recording failed", e.getCause());
    } catch (TimeoutException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "not recorded within " + COMMIT_TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "the gateway is stopping", e);
    }
  }

  private static void discard(Submission submission, Outcome outcome) {
    boolean uncertain =
        outcome instanceof Outcome.Refused refused && refused.code() == ErrorCode.STORE_UNAVAILABLE;
    if (submission instanceof Submission.Feed feed && !uncertain) {
      try {
        Files.deleteIfExists(feed.file());
      } catch (IOException e) {
        log.warn(
            "feed file {} could not be deleted; it goes at the next start",
            feed.file().getFileName());
      }
    }
  }

  private static void report(Dossier dossier, Outcome outcome) {
    if (!log.isInfoEnabled()) {
      return;
    }
    String messageId =
        dossier.verifiedHeader().map(header -> header.messageId().toString()).orElse("unknown");
    String sender = IntakeMetrics.participant(dossier);
    String service = IntakeMetrics.service(dossier);
    MDC.put("messageId", messageId);
    MDC.put("sender", sender);
    MDC.put("serviceId", service);
    try {
      String door = dossier.submission().door().label();
      if (outcome instanceof Outcome.Accepted accepted) {
        log.info(
            "{} {} {} from {} at {} door, entry {}",
            IntakeMetrics.label(outcome),
            messageId,
            service,
            sender,
            door,
            accepted.receipt().index());
      } else if (outcome instanceof Outcome.Refused refused) {
        log.info(
            "refused {} {} from {} at {} door: {}, {} (trace {})",
            messageId,
            service,
            sender,
            door,
            refused.code(),
            refused.detail(),
            refused.traceId());
      }
    } finally {
      MDC.remove("messageId");
      MDC.remove("sender");
      MDC.remove("serviceId");
    }
  }
}
