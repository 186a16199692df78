package io.kanhe.platform.broker;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.impl.ServiceRegistryImpl;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Artemis broker inside the gateway's process. Transport only: what it holds can be sent again
 * from the database (ADR 0002). It is running, or it has failed and says so; it never half-lives.
 * Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final int SECRET_BYTES = 32;
  private static final int SETTLE_SECONDS = 10;
  private static final String AMQP = "AMQP";

  private final BrokerLayout layout;
  private final BrokerIdentities identities;
  private final PeerCertificates peers;
  private final List<Runnable> failureListeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicReference<@Nullable ActiveMQServer> server = new AtomicReference<>();
  private final ServerLocator locator;

  EmbeddedBroker(
      KanheProperties.Broker settings,
      Path folder,
      TransportKeys keys,
      BrokerLimits limits,
      BrokerIdentities identities,
      Clock clock) {
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    int inVmId = random.nextInt(Integer.MAX_VALUE);
    this.layout =
        new BrokerLayout(settings, folder, keys, limits, inVmId, HexFormat.of().formatHex(secret));
    this.identities = identities;
    this.peers = new PeerCertificates(identities, clock);
    this.locator = locator(inVmId);
  }

  /**
   * Recovers the journal and opens the acceptors.
   *
   * @throws KanheException 5006 CONFIGURATION_INVALID if keys or ports cannot be used, 5004
   *     STORE_UNAVAILABLE if the journal cannot be opened
   */
  public void start() {
    prepareFolder();
    Configuration configuration = layout.configuration(identities.ids());
    ServiceRegistryImpl registry = new ServiceRegistryImpl();
    registry.addIncomingInterceptor(new MqttGuard(peers));
    ActiveMQServer started =
        new ActiveMQServerImpl(
            configuration, null, new ParticipantSecurity(peers, layout.secret()), null, registry);
    started.registerBrokerPlugin(new QueueGuard(layout.limits().hardMessageBytes()));
    started.registerBrokerPlugin(new AmqpLoginGuard());
    started.registerIOCriticalErrorListener(
        (cause, message, file) -> fail("the journal cannot be written"));
    started.registerActivateCallback(
        new ActivateCallback() {
          /** The journal is loaded and no acceptor is open yet. */
          @Override
          public void activated() {
            for (String id : identities.ids()) {
              markRedelivered(started, BrokerAddresses.out(id));
              markRedelivered(started, BrokerAddresses.receipt(id));
            }
          }

          @Override
          public void preDeActivate() {
            if (!stopping.get()) {
              fail("the broker stopped by itself");
            }
          }
        });
    server.set(started);
    try {
      started.start();
    } catch (Exception e) {
      // Artemis declares Exception; whatever it was, a broker that did not start must not be
      // mistaken for one.
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "the broker could not start", e);
    }
    if (!started.isActive() || !hasOpened(started)) {
      close();
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "the broker could not open its ports (expected: free ports, readable kanhe.keys.tls, and for kanhe.crypto.tls.mq-port an SM2 key in kanhe.crypto.tls.key and an SM2 anchor)");
    }
  }

  /** True while messages can be sent and received durably. */
  public boolean isRunning() {
    ActiveMQServer current = server.get();
    return current != null && !failed.get() && !stopping.get() && current.isActive();
  }

  /**
   * True while the disk holds less than the reserve: nothing is taken until there is space again.
   */
  public boolean isDiskFull() {
    ActiveMQServer current = server.get();
    return current != null
        && current.getPagingManager() != null
        && current.getPagingManager().isDiskFull();
  }

  /**
   * Runs {@code listener} once if the broker ends without {@link #close}. The process should then
   * end as well.
   */
  public void onFailure(Runnable listener) {
    failureListeners.add(listener);
  }

  /**
   * Opens a transacted session of the gateway.
   *
   * @throws KanheException 5004 STORE_UNAVAILABLE if the broker is not running
   */
  public BrokerSession openSession() {
    if (!isRunning()) {
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "the broker is not running");
    }
    ClientSessionFactory factory = null;
    try {
      factory = locator.createSessionFactory();
      return new BrokerSession(
          factory,
          factory.createSession(
              ParticipantSecurity.GATEWAY, layout.secret(), false, false, false, false, 0));
    } catch (Exception e) {
      // createSessionFactory declares Exception.
      if (factory != null) {
        factory.close();
      }
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "the broker takes no session", e);
    }
  }

  /**
   * Values of a string property of all messages that wait in a queue now. Costs one pass over the
   * queue.
   */
  public Set<String> valuesWaiting(String queueName, String property) {
    ActiveMQServer current = server.get();
    Queue queue = current == null ? null : current.locateQueue(SimpleString.of(queueName));
    Set<String> values = new HashSet<>();
    if (queue == null) {
      return values;
    }
    settle(queue);
    try (LinkedListIterator<MessageReference> references = queue.browserIterator()) {
      while (references.hasNext()) {
        String value = references.next().getMessage().getStringProperty(property);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** Messages in a queue, those held by consumers included; 0 for an unknown queue. */
  public long messageCount(String queueName) {
    ActiveMQServer current = server.get();
    Queue queue = current == null ? null : current.locateQueue(SimpleString.of(queueName));
    if (queue == null) {
      return 0;
    }
    settle(queue);
    return queue.getMessageCount();
  }

  /**
   * Waits until the queue lists and counts what was committed before: its own executor moves
   * messages there. The broker's own {@code flushExecutor} returns at once when the thread that it
   * would wait for has not begun yet, so a task of ours takes its place in the row.
   */
  private static void settle(Queue queue) {
    CountDownLatch passed = new CountDownLatch(1);
    try {
      queue.getExecutor().execute(passed::countDown);
      if (!passed.await(SETTLE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Queue {} is busy: it is read as it is", queue.getName());
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("Queue {} ends with its broker", queue.getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends connections whose certificate gives no rights any more: expired, revoked, withdrawn. The
   * rights to send end by themselves; an open reader would go on to get what comes in.
   *
   * @return how many were ended
   */
  public int endFallenConnections() {
    return end(peers::isFallen, "the certificate of this connection has fallen");
  }

  /**
   * Ends AMQP connections that never get to a session: the broker would wait for their login for
   * ever, and only so many connections may be open.
   *
   * @param age from which on a connection has waited too long
   * @return how many were ended
   */
  public int endIdleLogins(Duration age) {
    long before = System.currentTimeMillis() - age.toMillis();
    ActiveMQServer current = server.get();
    return current == null
        ? 0
        : end(
            each ->
                AMQP.equals(each.getProtocolName())
                    && each.getCreationTime() <= before
                    && current.getSessions(each.getID().toString()).isEmpty(),
            "no session in time");
  }

  private int end(Predicate<RemotingConnection> which, String reason) {
    ActiveMQServer current = server.get();
    if (current == null || stopping.get()) {
      return 0;
    }
    int ended = 0;
    for (RemotingConnection each : current.getRemotingService().getConnections()) {
      if (which.test(each)) {
        current.getRemotingService().removeConnection(each.getID());
        each.fail(new ActiveMQSecurityException(reason));
        ended++;
      }
    }
    return ended;
  }

  /** For tests that provoke a fault inside. */
  @Nullable ActiveMQServer server() {
    return server.get();
  }

  @Override
  public void close() {
    stopping.set(true);
    locator.close();
    ActiveMQServer current = server.getAndSet(null);
    if (current != null) {
      try {
        current.stop();
      } catch (Exception e) {
        // Artemis declares Exception; the journal is safe whichever way the broker ends.
        LOG.warn("The broker did not stop cleanly: {}", e.getClass().getSimpleName());
      }
    }
  }

  /**
   * What waited when the last process ended may have reached its reader, and after SIGKILL nothing
   * on disk says whether: the broker hands it out as redelivered. Paged messages carry no count.
   */
  private static void markRedelivered(ActiveMQServer started, String queueName) {
    Queue queue = started.locateQueue(SimpleString.of(queueName));
    if (queue == null) {
      return;
    }
    try (LinkedListIterator<MessageReference> references = queue.browserIterator()) {
      while (references.hasNext()) {
        MessageReference reference = references.next();
        reference.setDeliveryCount(Math.max(1, reference.getDeliveryCount()));
      }
    }
  }

  private void fail(String reason) {
    if (failed.compareAndSet(false, true)) {
      LOG.error("The broker has failed: {}", reason);
      failureListeners.forEach(Runnable::run);
    }
  }

  private void prepareFolder() {
    try {
      Files.createDirectories(layout.folder());
      if (layout.settings().isOpen()) {
        layout.keys().writeTrustStore(layout.trustStore());
      }
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "the broker's folder cannot be made below kanhe.data", e);
    }
  }

  /** Artemis logs an acceptor that could not open and goes on without it; the gateway does not. */
  private static boolean hasOpened(ActiveMQServer server) {
    return server.getConfiguration().getAcceptorConfigurations().stream()
        .map(acceptor -> server.getRemotingService().getAcceptor(acceptor.getName()))
        .allMatch(acceptor -> acceptor != null && acceptor.isStarted());
  }

  private static ServerLocator locator(int inVmId) {
    return ActiveMQClient.createServerLocatorWithoutHA(
            new TransportConfiguration(
                InVMConnectorFactory.class.getName(),
                Map.of(TransportConstants.SERVER_ID_PROP_NAME, inVmId)))
        .setReconnectAttempts(0)
        .setInitialConnectAttempts(1)
        .setClientFailureCheckPeriod(-1)
        .setConnectionTTL(-1)
        // The commit is the one confirmation; a fault of a send marks the transaction and comes up
        // there.
        .setBlockOnDurableSend(false)
        .setBlockOnAcknowledge(false)
        .setProducerWindowSize(-1);
  }
}
