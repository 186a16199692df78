package io.kanhe.intake.mq;

import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Intake;
import io.kanhe.intake.Outcome;
import io.kanhe.intake.Submission;
import io.kanhe.message.Digest;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Disposition;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.broker.BrokerAddresses;
import io.kanhe.platform.broker.BrokerSession;
import io.kanhe.platform.broker.EmbeddedBroker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one participant's in queue on one thread. A few waiting messages go through the intake side
 * by side, so that they share its group commit; their answers and acknowledgements then share one
 * broker commit.
 *
 * <p>Guarantee: a message leaves the in queue only in the broker transaction that puts its answer
 * on the receipt queue, and that begins after the intake has made it durable. Whatever fails
 * before, the message comes again, and the intake gives the same receipt to the same bytes.
 */
final class MqReader implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(MqReader.class);
  private static final int BATCH = 16;
  private static final int QUARANTINE_AFTER_DELIVERIES = 5;
  private static final int MAX_CORRELATION_LENGTH = 128;
  private static final long POLL_MILLISECONDS = 500;

  private final EmbeddedBroker broker;
  private final Intake intake;
  private final DoorRefusals refusals;
  private final ParticipantId participant;
  private final MqBody bodies;
  private final Executor pool;
  private final Clock clock;
  private final Pause pause;
  private final CountDownLatch stopped = new CountDownLatch(1);

  MqReader(
      EmbeddedBroker broker,
      Intake intake,
      DoorRefusals refusals,
      ParticipantId participant,
      MqBody bodies,
      Executor pool,
      Clock clock,
      Duration firstPause) {
    this.broker = broker;
    this.intake = intake;
    this.refusals = refusals;
    this.participant = participant;
    this.bodies = bodies;
    this.pool = pool;
    this.clock = clock;
    this.pause = new Pause(firstPause);
  }

  /** What becomes of a message. */
  private enum Fate {
    ANSWERED,
    /** Answered, and a copy kept for a person. */
    QUARANTINED,
    /** Comes again: the gateway cannot record it now. */
    WAITING,
    /** Comes again, counted: the intake failed over it. */
    BROKEN
  }

  private record Handled(ClientMessage message, byte[] raw, Fate fate, @Nullable MqAnswer answer) {}

  @Override
  public void run() {
    while (isRunning()) {
      try (BrokerSession session = broker.openSession()) {
        serve(session.session());
      } catch (ActiveMQException | KanheException e) {
        // Nothing was acknowledged: the messages come again in a new session.
        if (isRunning() && pause.isFirst()) {
          LOG.warn("Reading {} is interrupted: {}", address(), FaultTrace.of(e));
        }
        pause.await(stopped);
      } catch (RuntimeException e) {
        // The edge of the door: a fault in one message must not end the reader.
        LOG.error("Reading {} failed: {}", address(), FaultTrace.of(e));
        pause.await(stopped);
      }
    }
  }

  /** Lets the message in hand finish; {@link #run} then returns. */
  void stop() {
    stopped.countDown();
  }

  private boolean isRunning() {
    return stopped.getCount() > 0;
  }

  private String address() {
    return BrokerAddresses.in(participant.value());
  }

  private void serve(ClientSession session) throws ActiveMQException {
    ClientConsumer consumer = session.createConsumer(address());
    ClientProducer producer = session.createProducer();
    session.start();
    while (isRunning()) {
      List<ClientMessage> messages = take(consumer);
      if (messages.isEmpty()) {
        continue;
      }
      boolean settled = settle(session, producer, handle(messages));
      if (settled) {
        pause.reset();
      } else {
        pause.await(stopped);
      }
    }
  }

  private static List<ClientMessage> take(ClientConsumer consumer) throws ActiveMQException {
    List<ClientMessage> messages = new ArrayList<>(BATCH);
    ClientMessage next = consumer.receive(POLL_MILLISECONDS);
    while (next != null) {
      messages.add(next);
      // A large body is read from the stream of its consumer: before the next message is asked for.
      boolean more = messages.size() < BATCH && !next.isLargeMessage();
      next = more ? consumer.receiveImmediate() : null;
    }
    return messages;
  }

  private List<Handled> handle(List<ClientMessage> messages) throws ActiveMQException {
    List<CompletableFuture<Handled>> running = new ArrayList<>(messages.size());
    for (ClientMessage message : messages) {
      // Bodies are read here: a session is for one thread.
      Submission.Mq submission;
      try {
        submission = new Submission.Mq(bodies.read(message), participant, clock.instant());
      } catch (KanheException e) {
        running.add(CompletableFuture.completedFuture(refuse(message, e)));
        continue;
      }
      running.add(
          messages.size() == 1
              ? CompletableFuture.completedFuture(submit(message, submission))
              : CompletableFuture.supplyAsync(() -> submit(message, submission), pool));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  private Handled refuse(ClientMessage message, KanheException reason) {
    Outcome.Refused outcome =
        refusals.refuse(Door.MQ, participant, clock.instant(), reason.code(), reason.getMessage());
    return new Handled(message, new byte[0], Fate.ANSWERED, MqAnswer.to(outcome, null));
  }

  private Handled submit(ClientMessage message, Submission.Mq submission) {
    byte[] raw = submission.raw();
    try {
      return decide(message, raw, intake.submit(submission));
    } catch (RuntimeException e) {
      // The edge of the door: what the intake did not foresee. Tried again a few times, then kept
      // aside.
      if (message.getDeliveryCount() < QUARANTINE_AFTER_DELIVERIES) {
        LOG.warn(
            "A message from {} could not be handled; it is tried again: {}",
            participant,
            FaultTrace.of(e));
        return new Handled(message, raw, Fate.BROKEN, null);
      }
      Outcome.Refused outcome = refused(ErrorCode.INTERNAL, ErrorCode.INTERNAL.title());
      LOG.error(
          "A message from {} is kept in {}: trace id {}: {}",
          participant,
          BrokerAddresses.DEAD,
          outcome.traceId(),
          FaultTrace.of(e));
      return decide(message, raw, outcome);
    }
  }

  private static Outcome.Refused refused(ErrorCode code, String detail) {
    return new Outcome.Refused(code, detail, null, UUID.randomUUID().toString());
  }

  private static Handled decide(ClientMessage message, byte[] raw, Outcome outcome) {
    Fate fate = Fate.ANSWERED;
    if (outcome instanceof Outcome.Refused refused && !refused.code().isSendersFault()) {
      if (refused.code().disposition() == Disposition.RETRY) {
        return new Handled(message, raw, Fate.WAITING, null);
      }
      fate = Fate.QUARANTINED;
    }
    return new Handled(message, raw, fate, MqAnswer.to(outcome, Digest.sha256(raw)));
  }

  /**
   * Answers and acknowledges in one broker transaction; false if messages are left that have to
   * come again.
   */
  private boolean settle(ClientSession session, ClientProducer producer, List<Handled> handled)
      throws ActiveMQException {
    List<Handled> answered = handled.stream().filter(one -> one.answer() != null).toList();
    for (Handled one : answered) {
      producer.send(
          BrokerAddresses.receipt(participant.value()),
          answer(session, one.message(), Objects.requireNonNull(one.answer())));
      if (one.fate() == Fate.QUARANTINED) {
        producer.send(BrokerAddresses.DEAD, copy(session, one.raw()));
      }
      one.message().individualAcknowledge();
    }
    session.commit();
    if (answered.size() == handled.size()) {
      return true;
    }
    for (Handled one : handled) {
      if (one.fate() == Fate.BROKEN) {
        // Artemis counts a delivery only if it was acknowledged before the rollback.
        one.message().individualAcknowledge();
      }
    }
    session.rollback();
    return false;
  }

  private static ClientMessage answer(ClientSession session, ClientMessage to, MqAnswer answer) {
    ClientMessage message = session.createMessage(ClientMessage.BYTES_TYPE, true);
    message.getBodyBuffer().writeBytes(answer.body());
    answer.properties().forEach(message::putStringProperty);
    // Only a short text is taken over: the sender's properties are not the gateway's to spread.
    if (to.getCorrelationID() != null) {
      String correlation = to.getCorrelationID().toString();
      if (correlation.length() <= MAX_CORRELATION_LENGTH) {
        message.setCorrelationID(correlation);
      }
    }
    return message;
  }

  private ClientMessage copy(ClientSession session, byte[] raw) {
    ClientMessage copy = session.createMessage(ClientMessage.BYTES_TYPE, true);
    copy.getBodyBuffer().writeBytes(raw);
    copy.putStringProperty("kanheFrom", participant.value());
    return copy;
  }

  /** A wait that doubles from one failure to the next, and ends early when the door stops. */
  private static final class Pause {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Duration first;
    private Duration next;

    Pause(Duration first) {
      this.first = first;
      this.next = first;
    }

    boolean isFirst() {
      return next.equals(first);
    }

    void reset() {
      next = first;
    }

    void await(CountDownLatch stopped) {
      try {
        if (stopped.await(next.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stopped.countDown();
        return;
      }
      Duration doubled = next.multipliedBy(2);
      next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
  }
}
