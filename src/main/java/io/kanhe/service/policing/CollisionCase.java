package io.kanhe.service.policing;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A {@code MutualCollisionCase} that kept its schema.
 *
 * @param injury somebody was hurt
 * @param thirdProperty property outside the vehicles was damaged
 * @param agreed all parties agree that each claims from its own insurer
 */
record CollisionCase(
    String caseRef,
    String liabilityDocument,
    OffsetDateTime occurTime,
    boolean injury,
    boolean thirdProperty,
    boolean agreed,
    List<Party> parties) {

  /** The service of all collision messages. */
  static final String SERVICE = "ps.mutual-collision";

  static final String NAMESPACE = "urn:kanhe:ps:1.0";

  CollisionCase {
    parties = List.copyOf(parties);
  }

  /**
   * One vehicle.
   *
   * @param coverFrom first day of the compulsory cover, {@code coverTo} the last; both included
   * @param loss yuan
   */
  record Party(
      int seq,
      String plate,
      String liability,
      Uscc insurer,
      LocalDate coverFrom,
      LocalDate coverTo,
      BigDecimal loss) {

    /** Never shows the plate. */
    @Override
    public String toString() {
      return "Party[" + seq + "]";
    }
  }

  static CollisionCase read(byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    return new CollisionCase(
        text(root, "caseRef"),
        text(root, "liabilityDocNo"),
        OffsetDateTime.parse(text(root, "occurTime")),
        flag(root, "injuryFlag"),
        flag(root, "thirdPropertyFlag"),
        flag(root, "agreeSelfClaim"),
        XmlPath.all(root, "MutualCollisionCase/parties/party").stream()
            .map(CollisionCase::party)
            .toList());
  }

  private static Party party(XmlElement party) {
    return new Party(
        Integer.parseInt(String.valueOf(party.attribute("", "seq"))),
        Identifiers.plain(text(party, "plateNo")),
        text(party, "liability"),
        Identifiers.uscc(text(party, "ctpInsurer")),
        LocalDate.parse(text(party, "ctpStart")),
        LocalDate.parse(text(party, "ctpEnd")),
        new BigDecimal(text(party, "estimatedLoss")));
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }

  private static boolean flag(XmlElement parent, String name) {
    String text = text(parent, name);
    return text.equals("true") || text.equals("1");
  }
}
