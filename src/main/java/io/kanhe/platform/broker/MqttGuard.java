package io.kanhe.platform.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import java.util.Optional;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Refuses, by closing the connection, what MQTT clients could do around the rights on addresses:
 *
 * <ul>
 *   <li>a client id of somebody else, which would end that client's connection and take over its
 *       session;
 *   <li>a subscription to anything but the own topics: Artemis deletes the queue that it found when
 *       the right to read it is missing, so a denied subscription to another participant's queue
 *       would destroy it;
 *   <li>wills and retained messages, which the broker would send or keep on its own account.
 * </ul>
 *
 * <p>A session that is to be kept for ever, as {@code mosquitto_sub -c} asks for, is kept for a
 * week.
 *
 * <p>Thread-safe.
 */
final class MqttGuard implements MQTTInterceptor {

  static final int SESSION_EXPIRY_SECONDS = 7 * 24 * 3600;
  private static final int MAX_CLIENT_ID_LENGTH = 120;

  private final PeerCertificates peers;

  MqttGuard(PeerCertificates peers) {
    this.peers = peers;
  }

  @Override
  public boolean intercept(MqttMessage message, RemotingConnection connection) {
    Optional<String> participant = peers.participantOf(connection);
    if (participant.isEmpty()) {
      return false;
    }
    String own = participant.get();
    if (message instanceof MqttConnectMessage connect) {
      shorten(connect.variableHeader().properties());
    } else if (message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader end) {
      shorten(end.properties());
    }
    return switch (message.fixedHeader().messageType()) {
      case CONNECT -> message instanceof MqttConnectMessage connect && mayConnect(connect, own);
      case SUBSCRIBE ->
          message instanceof MqttSubscribeMessage subscribe && maySubscribe(subscribe, own);
      case PUBLISH ->
          message instanceof MqttPublishMessage publish && !publish.fixedHeader().isRetain();
      default -> true;
    };
  }

  private static boolean mayConnect(MqttConnectMessage connect, String own) {
    String clientId = connect.payload().clientIdentifier();
    // A colon never occurs in a participant id, so no id is the beginning of another participant's
    // client ids. With an
    // own client id, the queue name "<client id>.<topic>" that Artemis looks up is never one of the
    // gateway's queues.
    return !connect.variableHeader().isWillFlag()
        && clientId != null
        && clientId.length() <= MAX_CLIENT_ID_LENGTH
        && (clientId.equals(own) || clientId.startsWith(own + ":"));
  }

  /** MQTT 5 sections 3.1.2.11.2 and 3.14.2.2.2: a client may ask at the end once more. */
  static void shorten(MqttProperties properties) {
    if (properties.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
            instanceof MqttProperties.IntegerProperty asked
        && Integer.compareUnsigned(asked.value(), SESSION_EXPIRY_SECONDS) > 0) {
      properties.add(
          new MqttProperties.IntegerProperty(
              MqttProperties.SESSION_EXPIRY_INTERVAL, SESSION_EXPIRY_SECONDS));
    }
  }

  private static boolean maySubscribe(MqttSubscribeMessage subscribe, String own) {
    return subscribe.payload().topicSubscriptions().stream()
        .map(subscription -> subscription.topicFilter())
        .allMatch(
            topic -> topic.equals("kanhe/out/" + own) || topic.equals("kanhe/receipt/" + own));
  }
}
