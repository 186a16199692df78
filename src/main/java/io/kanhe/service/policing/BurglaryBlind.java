package io.kanhe.service.policing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.routing.PayloadTransform;

/**
 * Makes a refusal of the police look like a case that does not exist: the difference alone would
 * tell an insurer that there is one.
 */
final class BurglaryBlind implements PayloadTransform {

  @Override
  public String name() {
    return "burglary-blind";
  }

  @Override
  public byte[] apply(AcceptedMessage message, byte[] payload) {
    XmlElement answer = XmlReader.parse(payload, XmlLimits.defaults()).root();
    String result = XmlPath.child(answer, "matchResult").orElse("");
    if (!result.equals("REFUSED") && !result.equals("NOT_FOUND")) {
      return payload;
    }
    return new ElementWriter(
            "BurglaryCaseVerifyResponse", CollisionCase.NAMESPACE, "version", "1.0")
        .leaf("claimNo", XmlPath.child(answer, "claimNo").orElse(""))
        .leaf("matchResult", "NOT_FOUND")
        .leaf("masked", "true")
        .finish();
  }
}
