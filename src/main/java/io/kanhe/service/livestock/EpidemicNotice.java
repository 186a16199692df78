package io.kanhe.service.livestock;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.participant.Role;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.insurance.Exposures;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An animal disease, for departments and for insurers that insure livestock in a county concerned
 * or next to one, or a farm concerned. A farm is named to its own insurer only. Thread-safe.
 */
final class EpidemicNotice implements RecipientPayload {

  private static final String LIVESTOCK = "AGRI_LIVESTOCK";
  private static final String FARMS = "EpidemicNotice/farms/farm";

  private final Exposures exposures;
  private final Neighbours neighbours;

  EpidemicNotice(Exposures exposures, Neighbours neighbours) {
    this.exposures = exposures;
    this.neighbours = neighbours;
  }

  @Override
  public String name() {
    return "epidemic-notice";
  }

  @Override
  public String operation() {
    return "notice";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    XmlElement notice = XmlReader.parse(payload, XmlLimits.defaults()).root();
    boolean told =
        recipient.role() != Role.INSURER
            || insuresFarm(notice, recipient)
            || insuresLivestock(notice, recipient);
    return told ? Optional.of(view(notice, payload, recipient)) : Optional.empty();
  }

  private static boolean insuresFarm(XmlElement notice, Participant recipient) {
    return XmlPath.all(notice, FARMS).stream().anyMatch(farm -> isOf(farm, recipient));
  }

  private boolean insuresLivestock(XmlElement notice, Participant recipient) {
    Set<String> counties = new TreeSet<>();
    XmlPath.child(notice, "regionCode").map(Identifiers::plain).ifPresent(counties::add);
    XmlPath.all(notice, "EpidemicNotice/zones/zone/regionCode")
        .forEach(zone -> counties.add(Identifiers.plain(zone.token())));
    return exposures.newest(recipient.uscc(), neighbours.around(counties)).stream()
        .flatMap(snapshot -> snapshot.rows().stream())
        .anyMatch(row -> row.line().equals(LIVESTOCK) && row.policyCount() > 0);
  }

  private static byte[] view(XmlElement notice, byte[] payload, Participant recipient) {
    boolean whole = XmlPath.all(notice, FARMS).stream().allMatch(farm -> isOf(farm, recipient));
    if (whole) {
      return payload;
    }
    ElementWriter xml =
        new ElementWriter("EpidemicNotice", DisposalRecord.NAMESPACE, "version", "1.0");
    notice.elements().forEach(child -> copy(child, recipient, xml));
    return xml.finish();
  }

  /** Copies an element without other insurers' farms; the schema has no attributes here. */
  private static void copy(XmlElement element, Participant recipient, ElementWriter xml) {
    boolean hidden =
        switch (element.localName()) {
          case "farm" -> !isOf(element, recipient);
          case "farms" -> element.elements().stream().noneMatch(farm -> isOf(farm, recipient));
          default -> false;
        };
    if (hidden) {
      return;
    }
    if (element.elements().isEmpty()) {
      xml.leaf(element.localName(), element.text());
      return;
    }
    xml.begin(element.localName());
    element.elements().forEach(child -> copy(child, recipient, xml));
    xml.end();
  }

  private static boolean isOf(XmlElement farm, Participant recipient) {
    return XmlPath.child(farm, "insurer")
        .map(Identifiers::plain)
        .filter(recipient.uscc().value()::equals)
        .isPresent();
  }
}
