package io.kanhe.sandbox;

import io.kanhe.message.Uscc;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Trust;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The partners of the demonstration, each with its own keys and connections. */
final class DemoCast implements AutoCloseable {

  static final Map<String, Uscc> PARTNERS = partners();

  private static final String GATEWAY = "kanhe";

  private final DemoPlan plan;
  private final Map<String, PartnerClient> clients = new LinkedHashMap<>();
  private final Map<String, PartnerQueues> queues = new LinkedHashMap<>();
  private final Map<String, PartnerWitness> witnesses = new LinkedHashMap<>();
  private final Map<String, Session> listening = new LinkedHashMap<>();
  private final Arrivals arrivals;
  private final Responders responders = new Responders();
  private final Clock clock = Clock.systemUTC();
  private final X509Certificate gateway;
  private final SoapRecipient soapRecipient;

  private DemoCast(DemoPlan plan, Arrivals arrivals) throws IOException, JMSException {
    this.plan = plan;
    this.arrivals = arrivals;
    gateway = Trust.readCertificates(plan.certs().resolve(GATEWAY).resolve("signing.pem")).get(0);
    soapRecipient =
        new SoapRecipient(
            client("insurer-a"),
            messages("insurer-a"),
            gateway,
            arrivals,
            responders,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.partnerPort()));
    soapRecipient.start();
    listen(List.of("insurer-b", "insurer-c", "regulator-zj", "emergency-tz"));
  }

  static DemoCast assemble(DemoPlan plan) throws IOException, JMSException {
    return assemble(plan, new Arrivals());
  }

  /**
   * @param arrivals told of everything that the partners get
   */
  static DemoCast assemble(DemoPlan plan, Arrivals arrivals) throws IOException, JMSException {
    return new DemoCast(plan, arrivals);
  }

  /** From now on these partners take their deliveries, acknowledge them and answer queries. */
  void listen(List<String> partners) throws JMSException {
    for (String id : partners) {
      if (!listening.containsKey(id)) {
        QueueRecipient recipient =
            new QueueRecipient(client(id), messages(id), queues(id), gateway, arrivals, responders);
        listening.put(id, recipient.start());
      }
    }
  }

  /** This partner takes nothing any more, until it listens again. */
  void goDown(String partner) throws JMSException {
    Session taking = listening.remove(partner);
    if (taking != null) {
      taking.close();
    }
  }

  /** This partner closes its connection to the broker; {@link #queues} opens a new one. */
  void hangUp(String partner) throws JMSException {
    goDown(partner);
    PartnerQueues open = queues.remove(partner);
    if (open != null) {
      open.close();
    }
  }

  PartnerClient client(String id) {
    return clients.computeIfAbsent(
        id, name -> new PartnerClient(PartnerKeys.load(plan.certs(), name), plan.gateway(), clock));
  }

  /** What a partner remembers of the log, in a folder of its own. */
  PartnerWitness witness(String id) throws IOException {
    PartnerWitness known = witnesses.get(id);
    if (known == null) {
      known = PartnerWitness.open(plan, client(id).keys());
      witnesses.put(id, known);
    }
    return known;
  }

  PartnerQueues queues(String id) throws JMSException {
    PartnerQueues open = queues.get(id);
    if (open == null) {
      open = new PartnerQueues(client(id).keys(), plan.gateway());
      queues.put(id, open);
    }
    return open;
  }

  /** To whom content is encrypted, as the gateway publishes it. */
  X509Certificate encryptionCertificate(String id) throws IOException {
    return Trust.readCertificates(plan.certs().resolve(id).resolve("encryption.pem")).get(0);
  }

  /** The partner's own key; nobody else's act may ask for it. */
  KeyIdentity encryptionKey(String id) throws IOException {
    return Trust.loadKeyIdentity(
        plan.certs().resolve(id).resolve("encryption.p12"),
        plan.certs().resolve("keystore.password"));
  }

  PartnerMessages messages(String id) {
    return new PartnerMessages(PARTNERS.get(id), clock);
  }

  Arrivals arrivals() {
    return arrivals;
  }

  Responders responders() {
    return responders;
  }

  private static Map<String, Uscc> partners() {
    Map<String, Uscc> all = new LinkedHashMap<>();
    SandboxMember.ALL.stream()
        .filter(member -> !member.id().equals(GATEWAY))
        .forEach(member -> all.put(member.id(), member.uscc()));
    return all;
  }

  @Override
  public void close() throws JMSException {
    soapRecipient.close();
    for (PartnerQueues each : queues.values()) {
      each.close();
    }
  }
}
