package io.kanhe.admin.bundle;

import io.kanhe.platform.KanheProperties;

/** Where partners find the gateway, as bundles name it. */
public record BundleAddresses(
    String host, int https, int core, int amqp, int mqtt, int stomp, String receiver) {

  /** The ports of this gateway; its host as partners see it is known to its operator alone. */
  public static BundleAddresses of(KanheProperties properties, String receiver) {
    KanheProperties.Broker broker = properties.broker();
    KanheProperties.CryptoTls national = properties.crypto().tls();
    return new BundleAddresses(
        "localhost",
        properties.https().isOpen() ? properties.https().port() : national.port(),
        broker.corePort(),
        broker.amqpPort(),
        broker.mqttPort(),
        broker.stompPort(),
        receiver);
  }

  String soap() {
    return "https://" + host + ":" + https + "/services/kanhe";
  }

  String feed(String serviceId) {
    return "https://" + host + ":" + https + "/feeds/" + serviceId + "/<batchNo>";
  }
}
