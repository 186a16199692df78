package io.kanhe.sandbox;

import java.time.OffsetDateTime;

/** Consents as their holders register and revoke them. */
final class ConsentXml {

  private static final String NAMESPACE = " xmlns=\"urn:kanhe:consent:1.0\">";

  private ConsentXml() {}

  static String registration(String ref, String person, String purpose, String... services) {
    StringBuilder xml = new StringBuilder("<ConsentRegistration").append(NAMESPACE);
    xml.append("<consentRef>").append(ref).append("</consentRef>");
    xml.append("<idNo>").append(person).append("</idNo>");
    for (String service : services) {
      xml.append("<service>").append(service).append("</service>");
    }
    return xml.append("<purpose>")
        .append(purpose)
        .append("</purpose><channel>APP</channel>")
        .append("<signedAt>2026-01-01T00:00:00+08:00</signedAt>")
        .append("<expiresAt>2099-08-24T08:00:00+08:00</expiresAt><evidenceDigest>")
        .append("a".repeat(64))
        .append("</evidenceDigest></ConsentRegistration>")
        .toString();
  }

  static String revocation(String ref, OffsetDateTime at) {
    return "<ConsentRevocation"
        + NAMESPACE
        + "<consentRef>"
        + ref
        + "</consentRef><revokedAt>"
        + at
        + "</revokedAt></ConsentRevocation>";
  }
}
