package io.kanhe.service.policing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.routing.RecipientPayload;
import java.math.RoundingMode;
import java.util.Optional;

/** Answers {@code evaluate}: which rules a collision keeps. */
final class CollisionEvaluation implements RecipientPayload {

  private final CollisionRules rules;

  CollisionEvaluation(CollisionRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "collision-evaluation";
  }

  @Override
  public String operation() {
    return "evaluate";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    CollisionCase collision = CollisionCase.read(payload);
    CollisionRules.Eligibility eligibility = rules.evaluate(collision);
    ElementWriter xml =
        new ElementWriter("MutualCollisionEvaluation", CollisionCase.NAMESPACE, "version", "1.0")
            .leaf("caseRef", collision.caseRef())
            .begin("eligibility")
            .leaf("eligible", Boolean.toString(eligibility.isEligible()));
    if (!eligibility.isEligible()) {
      xml.begin("failedRules");
      eligibility.failedRules().forEach(rule -> xml.leaf("rule", rule));
      xml.end();
    }
    String limit = eligibility.limit().setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    xml.leaf("ruleSet", rules.ruleSet())
        .leaf("propertyLimit", "currency", "CNY", limit)
        .end()
        .leaf("resultCode", "0000");
    return Optional.of(xml.finish());
  }
}
