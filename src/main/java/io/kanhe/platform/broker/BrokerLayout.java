package io.kanhe.platform.broker;

import io.kanhe.platform.KanheProperties;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;

/** The broker's configuration: journal, acceptors, addresses. Immutable. */
record BrokerLayout(
    KanheProperties.Broker settings,
    Path folder,
    TransportKeys keys,
    BrokerLimits limits,
    int inVmId,
    String secret) {

  private static final int JOURNAL_BUFFER_TIMEOUT_NANOSECONDS = 100_000;
  private static final int JOURNAL_POOL_FILES = 2;
  private static final int JOURNAL_COMPACT_FILES = 4;
  private static final int CONNECTIONS_PER_PROTOCOL = 1_000;
  private static final int HANDSHAKE_SECONDS = 10;
  private static final Map<String, Object> AMQP =
      Map.of("saslMechanisms", "EXTERNAL,ANONYMOUS,PLAIN");

  Configuration configuration(Iterable<String> participants) {
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration.setName("kanhe").setPersistenceEnabled(true);
    journal(configuration);
    security(configuration);
    configuration.addAcceptorConfiguration(
        new TransportConfiguration(
            InVMAcceptorFactory.class.getName(),
            Map.of(TransportConstants.SERVER_ID_PROP_NAME, inVmId),
            "gateway"));
    acceptor(configuration, "CORE", settings.corePort(), Map.of());
    acceptor(configuration, "AMQP", settings.amqpPort(), AMQP);
    acceptor(configuration, "MQTT", settings.mqttPort(), mqtt());
    acceptor(configuration, "STOMP", settings.stompPort(), Map.of());
    nationalAcceptor(configuration);
    addresses(configuration, participants);
    return configuration;
  }

  private void journal(ConfigurationImpl configuration) {
    configuration
        .setJournalType(JournalType.NIO)
        .setJournalSyncTransactional(true)
        .setJournalSyncNonTransactional(true)
        // Ten times the commits of the default 3.3 ms, which waits for company before each fsync.
        .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_TIMEOUT_NANOSECONDS)
        // Deliveries lie here as their recipients read them. A used-up file is deleted, not kept
        // for
        // later with what it held, and live records move out of a mostly dead file early.
        .setJournalPoolFiles(JOURNAL_POOL_FILES)
        .setJournalCompactMinFiles(JOURNAL_COMPACT_FILES)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString());
    configuration.setCriticalAnalyzer(true);
    configuration.setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.SHUTDOWN);
    // An absolute reserve: a percentage means nothing on a disk that others fill as well.
    configuration.setMaxDiskUsage(-1).setMinDiskFree(limits.minimumFreeDiskBytes());
  }

  private void security(ConfigurationImpl configuration) {
    configuration.setSecurityEnabled(true);
    configuration.setPopulateValidatedUser(true);
    // The cluster user passes every permission check and has a well-known default password.
    configuration.setClusterUser("#cluster-" + secret).setClusterPassword(secret);
    // Artemis keys these caches by user name and subject name: two certificates could share an
    // entry.
    configuration.setAuthenticationCacheSize(0).setAuthorizationCacheSize(0);
    configuration.setJMXManagementEnabled(false);
    configuration.setSuppressSessionNotifications(true);
    configuration.setWildcardRoutingEnabled(false);
    configuration.setWildCardConfiguration(new WildcardConfiguration().setRoutingEnabled(false));
  }

  private Map<String, Object> mqtt() {
    return Map.of(
        "maximumPacketSize",
        Math.toIntExact(Math.min(limits.hardMessageBytes(), Integer.MAX_VALUE / 2)),
        "defaultMqttSessionExpiryInterval",
        MqttGuard.SESSION_EXPIRY_SECONDS,
        // An alias would save nothing here and keep a table of topics per connection.
        "topicAliasMaximum",
        0);
  }

  private void acceptor(
      ConfigurationImpl configuration, String protocol, int port, Map<String, Object> extra) {
    Map<String, Object> parameters = new HashMap<>(keys.parameters());
    parameters.put("protocols", protocol);
    parameters.put("enabledProtocols", "TLSv1.3,TLSv1.2");
    parameters.put("trustStoreType", "PKCS12");
    parameters.put("trustStorePath", trustStore().toAbsolutePath().toString());
    parameters.put("trustStorePassword", TransportKeys.TRUST_PASSWORD);
    open(configuration, protocol.toLowerCase(Locale.ROOT), port, parameters, extra);
  }

  /** One port for all protocols, which Artemis tells by their first bytes. */
  private void nationalAcceptor(ConfigurationImpl configuration) {
    TransportKeys.National national = keys.national();
    if (national != null) {
      Map<String, Object> parameters = new HashMap<>(keys.parameters(national));
      parameters.put("protocols", "CORE,AMQP,MQTT,STOMP");
      Map<String, Object> extra = new HashMap<>(AMQP);
      extra.putAll(mqtt());
      open(configuration, "national", national.port(), parameters, extra);
    }
  }

  private void open(
      ConfigurationImpl configuration,
      String name,
      int port,
      Map<String, Object> parameters,
      Map<String, Object> extra) {
    if (port == 0) {
      return;
    }
    parameters.put("host", settings.address());
    parameters.put("port", port);
    parameters.put("sslEnabled", true);
    parameters.put("needClientAuth", true);
    parameters.put("connectionsAllowed", CONNECTIONS_PER_PROTOCOL);
    parameters.put("handshake-timeout", HANDSHAKE_SECONDS);
    parameters.put("useEpoll", false);
    parameters.put("useKQueue", false);
    configuration.addAcceptorConfiguration(
        new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, name, extra));
  }

  Path trustStore() {
    return folder.resolve("trust.p12");
  }

  private void addresses(ConfigurationImpl configuration, Iterable<String> participants) {
    configuration.addAddressSetting("#", closed());
    configuration.addAddressSetting("kanhe.#", own());
    queue(configuration, BrokerAddresses.DEAD);
    List<UnaryOperator<String>> names =
        List.of(BrokerAddresses::in, BrokerAddresses::out, BrokerAddresses::receipt);
    for (String participant : participants) {
      names.forEach(name -> queue(configuration, name.apply(participant)));
    }
  }

  /** Nothing comes into being or goes because a client names it. */
  private static AddressSettings closed() {
    return new AddressSettings()
        .setAutoCreateAddresses(false)
        .setAutoCreateQueues(false)
        .setAutoDeleteAddresses(false)
        .setAutoDeleteQueues(false)
        .setAutoCreateDeadLetterResources(false)
        .setAutoCreateExpiryResources(false)
        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
        .setDefaultQueueRoutingType(RoutingType.ANYCAST);
  }

  private AddressSettings own() {
    return closed()
        .setDeadLetterAddress(SimpleString.of(BrokerAddresses.DEAD))
        .setExpiryAddress(SimpleString.of(BrokerAddresses.DEAD))
        // Neither attempts nor a sender's expiry take a message away: the doors decide what becomes
        // of it.
        .setMaxDeliveryAttempts(-1)
        .setNoExpiry(true)
        .setMaxSizeBytes(limits.memoryBytesPerAddress())
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setPageLimitBytes(limits.pageBytesPerAddress())
        .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL);
  }

  private static void queue(ConfigurationImpl configuration, String name) {
    configuration.addAddressConfiguration(
        new CoreAddressConfiguration()
            .setName(name)
            .addRoutingType(RoutingType.ANYCAST)
            .addQueueConfiguration(
                QueueConfiguration.of(name)
                    .setAddress(name)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true)
                    .setAutoDelete(false)));
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "BrokerLayout[" + folder.getFileName() + "]";
  }
}
