package io.kanhe.intake.mq;

import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Intake;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.broker.EmbeddedBroker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The MQ door: a few readers on the in queue of every participant. Starts after and stops before
 * what it uses.
 */
final class MqDoor implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(MqDoor.class);
  private static final int STOP_SECONDS = 15;
  private static final int POOL_PER_PROCESSOR = 8;

  private final EmbeddedBroker broker;
  private final Intake intake;
  private final DoorRefusals refusals;
  private final ParticipantRegistry registry;
  private final int readersPerParticipant;
  private final MqBody bodies;
  private final Clock clock;
  private final Duration firstPause;
  private final List<MqReader> readers = new ArrayList<>();
  private @Nullable ExecutorService threads;
  private @Nullable ExecutorService pool;

  MqDoor(
      EmbeddedBroker broker,
      Intake intake,
      DoorRefusals refusals,
      ParticipantRegistry registry,
      int readersPerParticipant,
      int maxMessageBytes,
      Clock clock,
      Duration firstPause) {
    this.broker = broker;
    this.intake = intake;
    this.refusals = refusals;
    this.registry = registry;
    this.readersPerParticipant = readersPerParticipant;
    this.bodies = new MqBody(maxMessageBytes);
    this.clock = clock;
    this.firstPause = firstPause;
  }

  @Override
  public synchronized void start() {
    if (threads != null) {
      return;
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(
            POOL_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
            task -> new Thread(task, "mq-intake"));
    ExecutorService started = Executors.newCachedThreadPool(task -> new Thread(task, "mq-reader"));
    for (Participant participant : registry.all()) {
      for (int i = 0; i < readersPerParticipant; i++) {
        MqReader reader =
            new MqReader(
                broker, intake, refusals, participant.id(), bodies, workers, clock, firstPause);
        readers.add(reader);
        started.execute(reader);
      }
    }
    pool = workers;
    threads = started;
  }

  @Override
  public synchronized void stop() {
    if (threads == null || pool == null) {
      return;
    }
    readers.forEach(MqReader::stop);
    readers.clear();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Messages in hand at the MQ door did not finish in time; they come again");
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      threads.shutdownNow();
    }
    pool.shutdown();
    threads = null;
    pool = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return threads != null;
  }
}
