package io.kanhe.sandbox;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

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
    XmlElement totals = root.child(root.namespace(), "totals").orElseThrow();
    return new Exposure(
        Long.parseLong(totals.child(root.namespace(), "policyCount").orElseThrow().text()),
        totals.child(root.namespace(), "sumInsuredYuan").orElseThrow().text());
  }

  @Override
  public String toString() {
    return policies + " policies, " + sumInsured.movePointLeft(4).setScale(2) + " 万元";
  }
}
