package io.kanhe.platform.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;

/**
 * A transacted session of the gateway over its own in-process connection. Nothing is sent or
 * acknowledged before {@code session().commit()} returns; then it is on disk. For one thread at a
 * time.
 */
public final class BrokerSession implements AutoCloseable {

  private final ClientSessionFactory factory;
  private final ClientSession session;

  BrokerSession(ClientSessionFactory factory, ClientSession session) {
    this.factory = factory;
    this.session = session;
  }

  public ClientSession session() {
    return session;
  }

  /** True once it can be used no longer, for instance after the broker stopped. */
  public boolean isClosed() {
    return session.isClosed() || factory.isClosed();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (ActiveMQException e) {
      // The broker ended first and took the session with it: nothing is left to close but the
      // connection.
      return;
    } finally {
      factory.close();
    }
  }
}
