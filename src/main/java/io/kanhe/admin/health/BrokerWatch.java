package io.kanhe.admin.health;

import io.kanhe.platform.broker.EmbeddedBroker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/**
 * Ends the process when its broker has ended: a gateway that can neither take from a queue nor
 * deliver to one must not look alive, and whatever supervises it starts it again.
 */
final class BrokerWatch implements InitializingBean {

  static final int EXIT_CODE = 70;

  private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final EmbeddedBroker broker;

  BrokerWatch(EmbeddedBroker broker) {
    this.broker = broker;
  }

  @Override
  public void afterPropertiesSet() {
    broker.onFailure(BrokerWatch::end);
  }

  private static void end() {
    log.error("the broker has stopped by itself; the gateway ends with exit code {}", EXIT_CODE);
    // Not on the broker's own thread: an orderly exit waits for the broker to close.
    new Thread(() -> System.exit(EXIT_CODE), "kanhe-broker-end").start();
    Thread halt = new Thread(BrokerWatch::haltAfterGrace, "kanhe-broker-halt");
    halt.setDaemon(true);
    halt.start();
  }

  /** A shutdown that hangs on the dead broker's disk would leave a half-alive process. */
  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
