package io.kanhe.platform.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.security.SecurityAuth;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Holds two rules whatever protocol or session asks: the gateway's queues are never deleted, and no
 * message far above the limit enters a queue. Thread-safe.
 */
final class QueueGuard implements ActiveMQServerPlugin {

  private final long hardMessageBytes;

  QueueGuard(long hardMessageBytes) {
    this.hardMessageBytes = hardMessageBytes;
  }

  @Override
  public void beforeDestroyQueue(
      Queue queue,
      SecurityAuth session,
      boolean checkConsumerCount,
      boolean removeConsumers,
      boolean autoDeleteAddress)
      throws ActiveMQException {
    if (queue.getName().toString().startsWith("kanhe.")) {
      throw refusal("queues of the gateway are not deleted");
    }
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    if (message.getWholeMessageSize() > hardMessageBytes) {
      throw refusal("message above the limit of " + hardMessageBytes + " bytes");
    }
  }

  private static ActiveMQException refusal(String reason) {
    return new ActiveMQException(reason, ActiveMQExceptionType.SECURITY_EXCEPTION);
  }
}
