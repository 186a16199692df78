package io.kanhe.service.regulation;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/** A {@code CaseRecord} or {@code CaseEvent} that kept its schema. */
record CaseDocument(XmlElement root) {

  static final String NAMESPACE = "urn:kanhe:reg:1.0";

  private static final Set<String> COMPLAINANT = Set.of("complainant");
  private static final Set<String> PERSONAL =
      Set.of("complainant", "policyNo", "claimNo", "events", "note");
  private static final String FACTS = "factSummary";

  static CaseDocument read(Payload payload) {
    if (payload instanceof Payload.Inline inline) {
      return read(inline.bytes());
    }
    throw new KanheException(ErrorCode.CONTRACT_VIOLATED, "a file (expected: a case)");
  }

  static CaseDocument read(byte[] payload) {
    return new CaseDocument(XmlReader.parse(payload, XmlLimits.defaults()).root());
  }

  String caseNo() {
    return text("caseNo").orElse("");
  }

  Uscc insurer() {
    return Identifiers.uscc(text("insurer").orElse(""));
  }

  Uscc actor() {
    return Identifiers.uscc(text("actorOrg").orElse(""));
  }

  Instant acceptTime() {
    return time("acceptTime");
  }

  CaseState status() {
    return CaseState.valueOf(text("status").orElse(""));
  }

  CaseStep step() {
    return new CaseStep(
        CaseState.valueOf(text("action").orElse("")),
        time("time"),
        text("assignee").map(Identifiers::uscc).orElse(null));
  }

  Optional<String> level() {
    return text("level");
  }

  Optional<Integer> people() {
    return text("peopleCount").map(Integer::valueOf);
  }

  /** The case for an insurer that does not handle it yet. */
  byte[] withoutComplainant() {
    return without(root.localName().equals("CaseEvent") ? Set.of("note") : COMPLAINANT);
  }

  /** What statistics may read: nothing on a person, and no running text. */
  byte[] withoutPersons() {
    return without(PERSONAL);
  }

  private byte[] without(Set<String> names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        bytes("<reg:" + root.localName() + " xmlns:reg=\"" + NAMESPACE + "\" version=\"1.0\">"));
    for (XmlElement child : root.elements()) {
      if (names.contains(child.localName())) {
        continue;
      }
      boolean blank = names == PERSONAL && child.localName().equals(FACTS);
      out.writeBytes(
          blank
              ? bytes("<reg:factSummary>（不提供）</reg:factSummary>")
              : ExclusiveCanonicalizer.canonicalize(child));
    }
    out.writeBytes(bytes("</reg:" + root.localName() + ">"));
    return out.toByteArray();
  }

  private Optional<String> text(String name) {
    return XmlPath.child(root, name);
  }

  private Instant time(String name) {
    return OffsetDateTime.parse(text(name).orElse("")).toInstant();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Names no content. */
  @Override
  public String toString() {
    return "CaseDocument[" + root.localName() + "]";
  }
}
