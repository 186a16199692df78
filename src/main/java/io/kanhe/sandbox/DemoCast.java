package io.kanhe.sandbox;

import io.kanhe.message.Uscc;
import io.kanhe.trust.Trust;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The partners of the demonstration, each with its own keys and connections. */
final class DemoCast implements AutoCloseable {

  static final Map<String, Uscc> PARTNERS = partners();

  private final Map<String, PartnerClient> clients = new LinkedHashMap<>();
  private final Map<String, PartnerQueues> queues = new LinkedHashMap<>();
  private final Arrivals arrivals = new Arrivals();
  private final Clock clock = Clock.systemUTC();
  private final SoapRecipient soapRecipient;

  private DemoCast(DemoPlan plan) throws IOException, JMSException {
    X509Certificate gateway =
        Trust.readCertificates(plan.certs().resolve("kanhe").resolve("signing.pem")).get(0);
    for (String id : PARTNERS.keySet()) {
      PartnerKeys keys = PartnerKeys.load(plan.certs(), id);
      clients.put(id, new PartnerClient(keys, plan.gateway(), clock));
      queues.put(id, new PartnerQueues(keys, plan.gateway()));
    }
    soapRecipient =
        new SoapRecipient(
            client("insurer-a"), messages("insurer-a"), gateway, arrivals, plan.partnerPort());
    soapRecipient.start();
    for (String id : List.of("insurer-b", "insurer-c", "regulator-zj", "emergency-tz")) {
      new QueueRecipient(client(id), messages(id), queues(id), gateway, arrivals).start();
    }
  }

  static DemoCast assemble(DemoPlan plan) throws IOException, JMSException {
    return new DemoCast(plan);
  }

  PartnerClient client(String id) {
    return clients.get(id);
  }

  PartnerQueues queues(String id) {
    return queues.get(id);
  }

  PartnerMessages messages(String id) {
    return new PartnerMessages(PARTNERS.get(id), clock);
  }

  Arrivals arrivals() {
    return arrivals;
  }

  private static Map<String, Uscc> partners() {
    Map<String, Uscc> all = new LinkedHashMap<>();
    all.put("met-taizhou", new Uscc("12331000TEXT000177"));
    all.put("water-taizhou", new Uscc("11331000TEXT000255"));
    all.put("insurer-a", new Uscc("91331000TEXT000A0M"));
    all.put("insurer-b", new Uscc("91331000TEXT000B9J"));
    all.put("insurer-c", new Uscc("91330200TEXT000C7B"));
    all.put("regulator-zj", new Uscc("11330000TEXT0005X6"));
    all.put("emergency-tz", new Uscc("11331000TEXT00068J"));
    all.put("broker-x", new Uscc("91331000TEXT000F1X"));
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
