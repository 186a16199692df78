package io.kanhe.sandbox;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Totals of an AlertImpact.
 *
 * @param sumInsured in yuan
 */
record Exposure(long policies, BigDecimal sumInsured) {

  Exposure(long policies, String sumInsured) {
    this(policies, new BigDecimal(sumInsured));
  }

  static Exposure of(String alertImpact) {
    XmlElement root =
        XmlReader.parse(alertImpact.getBytes(StandardCharsets.UTF_8), XmlLimits.defaults()).root();
    XmlElement totals = child(root, "totals");
    return new Exposure(
        Long.parseLong(child(totals, "policyCount").token()),
        child(totals, "sumInsuredYuan").token());
  }

  private static XmlElement child(XmlElement parent, String name) {
    return Objects.requireNonNull(parent.child(parent.namespace(), name), name);
  }

  @Override
  public String toString() {
    return policies + " policies, " + sumInsured.movePointLeft(4).setScale(2) + " 万元";
  }
}
