package io.kanhe.it;

import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.citrusframework.context.TestContext;
import org.citrusframework.http.client.HttpClientBuilder;
import org.citrusframework.jms.endpoint.JmsEndpoint;
import org.citrusframework.jms.endpoint.JmsEndpointBuilder;
import org.citrusframework.message.DefaultMessage;
import org.citrusframework.message.ErrorHandlingStrategy;
import org.citrusframework.message.Message;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jms.connection.SingleConnectionFactory;

/** A partner of the sandbox with its keys and its own connections, all by mutual TLS. */
final class Partner implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 30_000;

  private final String id;
  private final String uscc;
  private final PartnerKeys keys;
  private final X509Certificate gatewaySigner;
  private final SingleConnectionFactory connection;
  private final org.citrusframework.http.client.HttpClient doors;
  private final JmsEndpoint in;
  private final JmsEndpoint receipts;
  private final JmsEndpoint out;
  private final List<Delivery> arrived = new ArrayList<>();

  Partner(String id, String uscc, GatewayUnderTest gateway, X509Certificate gatewaySigner) {
    this.id = id;
    this.uscc = uscc;
    this.keys = PartnerKeys.load(gateway.certs(), id);
    this.gatewaySigner = gatewaySigner;
    this.doors = doors(gateway);
    this.connection = new SingleConnectionFactory(new ActiveMQConnectionFactory(url(gateway)));
    this.in = queue("in").build();
    this.receipts = queue("receipt").messageConverter(new ReceiptText()).build();
    this.out = queue("out").build();
  }

  private org.citrusframework.http.client.HttpClient doors(GatewayUnderTest gateway) {
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(keys.tls())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    return new HttpClientBuilder()
        .requestUrl(gateway.doors())
        .requestFactory(new JdkClientHttpRequestFactory(client))
        .errorHandlingStrategy(ErrorHandlingStrategy.PROPAGATE)
        .timeout(PATIENCE_MILLIS)
        .build();
  }

  /** A window of nothing: what one consumer does not take stays on the queue for the next. */
  private String url(GatewayUnderTest gateway) {
    return gateway.broker()
        + "?sslEnabled=true&consumerWindowSize=0&keyStorePath="
        + keys.tlsStore()
        + "&keyStorePassword="
        + keys.password()
        + "&trustStorePath="
        + keys.trustStore()
        + "&trustStorePassword="
        + keys.password();
  }

  private JmsEndpointBuilder queue(String kind) {
    return new JmsEndpointBuilder()
        .connectionFactory(connection)
        .destination("kanhe." + kind + "." + id)
        .timeout(PATIENCE_MILLIS);
  }

  String uscc() {
    return uscc;
  }

  PartnerKeys keys() {
    return keys;
  }

  org.citrusframework.http.client.HttpClient doors() {
    return doors;
  }

  JmsEndpoint in() {
    return in;
  }

  JmsEndpoint receipts() {
    return receipts;
  }

  /** Sends from another thread than the flow's. */
  void say(TestContext context, byte[] body) {
    in.createProducer().send(new DefaultMessage(body), context);
  }

  boolean hasArrived(Predicate<Delivery> unwanted) {
    return arrived.stream().anyMatch(unwanted);
  }

  /** The first delivery of this kind, with the gateway's signature verified; others are kept. */
  Delivery awaitDelivery(TestContext context, Predicate<Delivery> wanted) {
    for (Delivery each : arrived) {
      if (wanted.test(each)) {
        return each;
      }
    }
    while (true) {
      Message message = out.createConsumer().receive(context, PATIENCE_MILLIS);
      byte[] raw = message.getPayload(byte[].class);
      Delivery delivery = Delivery.of(raw, Cms.verified(raw, gatewaySigner));
      arrived.add(delivery);
      if (wanted.test(delivery)) {
        return delivery;
      }
    }
  }

  @Override
  public void close() {
    connection.destroy();
  }

  @Override
  public String toString() {
    return "Partner[" + id + "]";
  }
}
