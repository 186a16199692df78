package io.kanhe.service.insurance;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlDateTime;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.routing.RecipientPayload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Progress of claims as each authority may see it: single claims go to the regulator of the
 * insurer's province, and rows of fewer than five claims to supervision only (domain 4.3).
 */
final class ClaimCopy implements RecipientPayload {

  private static final Set<Role> SUPERVISION = EnumSet.of(Role.REGULATOR_LOCAL, Role.REGULATOR_HQ);
  private static final int PROVINCE = 2;
  private static final long SMALL = 5;
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final ParticipantRegistry registry;

  ClaimCopy(ParticipantRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "claim-progress";
  }

  @Override
  public String operation() {
    return "progress";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    if (message.payload() instanceof Payload.Stored file) {
      return ofFile(ClaimFeed.read(file), SUPERVISION.contains(recipient.role()));
    }
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    if (XmlPath.child(root, "granularity").filter("CASE"::equals).isPresent()) {
      return isOwnRegulator(message, recipient) ? Optional.of(payload) : Optional.empty();
    }
    if (SUPERVISION.contains(recipient.role())) {
      return Optional.of(payload);
    }
    List<XmlElement> rows = XmlPath.all(root, "ClaimProgressFeed/rows/row");
    List<XmlElement> shown = rows.stream().filter(row -> !isSmall(row)).toList();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(shown.size() == rows.size() ? payload : with(root, shown));
  }

  /** A file is passed on as the document that says the same. */
  private static Optional<byte[]> ofFile(ClaimFeed feed, boolean supervision) {
    List<ClaimFeed.Row> shown =
        feed.rows().stream().filter(row -> supervision || !isSmall(row.reported())).toList();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    ElementWriter xml =
        new ElementWriter("ClaimProgressFeed", "urn:kanhe:ins:1.0", "version", "1.0")
            .leaf("feedNo", feed.feedNo())
            .leaf("insurer", feed.insurer().value())
            .leaf("incidentRef", feed.incident())
            .leaf("cutoffTime", XmlDateTime.write(OffsetDateTime.ofInstant(feed.cutoff(), CHINA)))
            .leaf("granularity", "COUNTY_LINE")
            .begin("rows");
    shown.forEach(row -> write(xml, row));
    return Optional.of(xml.end().finish());
  }

  private static void write(ElementWriter xml, ClaimFeed.Row row) {
    xml.begin("row")
        .leaf("regionCode", row.region())
        .leaf("line", row.line())
        .leaf("reported", Long.toString(row.reported()))
        .leaf("surveyed", Long.toString(row.surveyed()))
        .leaf("assessed", Long.toString(row.assessed()))
        .leaf("closed", Long.toString(row.closed()))
        .leaf("rejected", Long.toString(row.rejected()))
        .leaf("estimatedLoss", "currency", "CNY", row.estimated().toPlainString())
        .leaf("paidAmount", "currency", "CNY", row.paid().toPlainString())
        .leaf("prepaidAmount", "currency", "CNY", row.prepaid().toPlainString())
        .end();
  }

  private boolean isOwnRegulator(AcceptedMessage message, Participant recipient) {
    String insurers = registry.byId(message.sender()).map(Participant::regionCode).orElse("--");
    return recipient.role() == Role.REGULATOR_LOCAL
        && recipient.regionCode().regionMatches(0, insurers, 0, PROVINCE);
  }

  private static boolean isSmall(XmlElement row) {
    return isSmall(XmlPath.child(row, "reported").map(Long::parseLong).orElse(0L));
  }

  private static boolean isSmall(long reported) {
    return reported > 0 && reported < SMALL;
  }

  private static byte[] with(XmlElement root, List<XmlElement> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        bytes("<i:ClaimProgressFeed xmlns:i=\"" + root.namespace() + "\" version=\"1.0\">"));
    for (XmlElement child : root.elements()) {
      if (child.localName().equals("rows")) {
        out.writeBytes(bytes("<i:rows>"));
        rows.forEach(row -> out.writeBytes(ExclusiveCanonicalizer.canonicalize(row)));
        out.writeBytes(bytes("</i:rows>"));
      } else {
        out.writeBytes(ExclusiveCanonicalizer.canonicalize(child));
      }
    }
    out.writeBytes(bytes("</i:ClaimProgressFeed>"));
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
