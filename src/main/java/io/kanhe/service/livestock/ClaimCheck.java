package io.kanhe.service.livestock;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.message.Digest;
import io.kanhe.message.Environment;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A {@code DisposalClaimCheckRequest} that kept its schema.
 *
 * @param insurer unified social credit code
 * @param recordNo empty if only the certificate is named, and the other way round
 * @param tags as they were read, right or wrong
 */
record ClaimCheck(
    String claimNo,
    String insurer,
    String recordNo,
    String certNo,
    Optional<String> species,
    Optional<LocalDate> lossDate,
    List<String> tags) {

  ClaimCheck {
    tags = List.copyOf(tags);
  }

  static ClaimCheck read(byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    return new ClaimCheck(
        XmlPath.child(root, "claimNo").orElse(""),
        XmlPath.child(root, "insurer").map(Identifiers::plain).orElse(""),
        XmlPath.child(root, "recordNo").orElse(""),
        XmlPath.child(root, "certNo").orElse(""),
        XmlPath.child(root, "species"),
        XmlPath.child(root, "lossDate").map(LocalDate::parse),
        XmlPath.all(root, root.localName() + "/tags/tag").stream()
            .map(XmlElement::token)
            .map(Identifiers::plain)
            .toList());
  }

  /** What is remembered of a claim: one animal of one record, and nothing that names either. */
  static String hash(Environment environment, String recordNo, String tag) {
    String claimed = environment.name() + "|" + recordNo + "|" + tag;
    return Digest.sha256(claimed.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Override
  public String toString() {
    return "ClaimCheck[" + tags.size() + " tags]";
  }
}
