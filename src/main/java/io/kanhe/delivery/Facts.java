package io.kanhe.delivery;

import java.util.Map;
import java.util.TreeMap;

/** Facts of ledger entries about one delivery. */
final class Facts {

  private Facts() {}

  static Map<String, String> ofAttempt(Delivery delivery) {
    Map<String, String> facts = of(delivery);
    facts.put("attempt", Integer.toString(delivery.attempts() + 1));
    return facts;
  }

  static Map<String, String> of(Delivery delivery) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("acceptedIndex", Long.toString(delivery.ledgerIndex()));
    facts.put("delivery", delivery.id().toString());
    facts.put("deliveredDigest", delivery.bytesDigest().toString());
    facts.put("door", delivery.door().label());
    facts.put("label", delivery.label());
    facts.put("possibleDuplicate", Boolean.toString(delivery.possibleDuplicate()));
    facts.put("recipient", delivery.recipient().value());
    return facts;
  }
}
