package io.kanhe.sandbox;

import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who sends what under which agreement, so that every service is used once as it is meant. */
final class CanarySends {

  /** What only the gateway says, from what others sent. */
  static final Set<String> OF_THE_GATEWAY =
      Set.of("ew.alert impact", "fraud.lead indicator", "ins.coverage aggregate");

  private static final String A = "insurer-a";

  /**
   * @param agreement {@code null} where the sender needs to name none
   * @param to further receivers, for what a route delivers to whom it addresses
   */
  record Send(String sender, String purpose, String basis, String agreement, List<String> to) {

    HeaderBuilder on(HeaderBuilder header, String businessKey) {
      to.forEach(id -> header.receiver(DemoCast.PARTNERS.get(id)));
      if (basis.equals("LB-CONSENT")) {
        header.consentRef(consentOf(sender));
      }
      return header
          .businessKey(businessKey)
          .purpose(purpose, basis)
          .agreementId(agreement)
          .operatorRef("OP-1");
    }

    Send by(String other) {
      return new Send(other, purpose, basis, null, List.of());
    }
  }

  private static final Map<String, Send> SENDS =
      Map.ofEntries(
          send("ps.accident.liability publish", "police-traffic-tz", "P01", "LB-LAW", "ACC-POLICE"),
          send("ps.accident.liability query", A, "P01", "LB-LAW", null),
          send("ps.mutual-collision evaluate", A, "P01", "LB-CONTRACT", null),
          send(
              "ps.mutual-collision register",
              A,
              "P01",
              "LB-CONTRACT",
              null,
              "insurer-b",
              "police-traffic-tz"),
          send("ps.mutual-collision progress", A, "P01", "LB-CONTRACT", null, "insurer-b"),
          send("ps.burglary.case verify", A, "P01", "LB-CONSENT", null),
          send("ps.burglary.case status", "police-tz", "P01", "LB-CONSENT", "BURG-POLICE"),
          send("ps.vehicle.stolen check", A, "P01", "LB-LAW", null),
          send("ps.residence.verify verify", A, "P01", "LB-CONSENT", null),
          send("fraud.lead refer", A, "P03", "LB-LAW", null, "police-econ-tz"),
          send("ew.alert publish", "met-taizhou", "P04", "LB-PUBLIC", "EW-MET"),
          send("met.proof request", A, "P01", "LB-CONTRACT", null, "met-taizhou"),
          send("met.proof proof", "met-taizhou", "P01", "LB-CONTRACT", "PROOF-MET", A),
          send("ah.eartag verify", "insurer-c", "P01", "LB-LAW-AGRI", null),
          send("ah.disposal record", "disposal-plant", "P01", "LB-LAW-AGRI", null),
          send("ah.disposal check-claim", "insurer-c", "P01", "LB-LAW-AGRI", null),
          send("ah.epidemic notice", "husbandry-tz", "P04", "LB-LAW-AGRI", "EPID-HUSB"),
          send("ins.coverage certificate", "bank-tz", "P09", "LB-CONSENT", null, "insurer-c"),
          send("ins.coverage major-event", A, "P04", "LB-EMERG", "COV-A"),
          send("ins.claim progress", A, "P05", "LB-EMERG", null),
          send("ins.emergency report", A, "P05", "LB-EMERG", null),
          send("reg.stat report", A, "P06", "LB-SUPERV", null, "regulator-zj", "gov-tz"),
          send("reg.case register", "regulator-zj", "P07", "LB-SUPERV", "CASE-REG", A),
          send("reg.case update", "regulator-zj", "P07", "LB-SUPERV", "CASE-REG", A));

  private CanarySends() {}

  /** {@code null} for what only the gateway sends, and what no route serves. */
  static Send of(Header header) {
    return SENDS.get(what(header));
  }

  static String what(Header header) {
    return header.serviceId() + " " + header.operation();
  }

  static String consentOf(String holder) {
    return "CS-CANARY-" + holder.toUpperCase(Locale.ROOT);
  }

  private static Map.Entry<String, Send> send(
      String what, String sender, String purpose, String basis, String agreement, String... to) {
    String id = agreement == null ? null : "AGR-" + agreement + "-2026";
    return Map.entry(what, new Send(sender, purpose, basis, id, List.of(to)));
  }
}
