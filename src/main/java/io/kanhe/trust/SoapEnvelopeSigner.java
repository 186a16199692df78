package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlChars;
import io.kanhe.message.xml.XmlDateTime;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the envelope as text, canonicalises its parts from a parse of that text and puts the
 * signature in. SignedInfo is written in its canonical form from the start.
 */
final class SoapEnvelopeSigner implements SoapSigner {

  private static final Duration VALIDITY = Duration.ofMinutes(5);
  private static final Duration LEAST_LEFT = Duration.ofMinutes(1);
  private static final String SECURITY_END = "</wsse:Security>";
  private static final String HEADER_ID = "kanhe-header";
  private static final String BODY_ID = "kanhe-body";
  private static final String TIMESTAMP_ID = "kanhe-timestamp";
  private static final String TOKEN_ID = "kanhe-token";
  private static final String DS = " xmlns:ds=\"" + SoapNames.DS + "\"";

  private final SignatureCreation signatures;
  private final NationalXml xml;
  private final String token;

  SoapEnvelopeSigner(X509Certificate certificate, SignatureCreation signatures, NationalXml xml) {
    this.signatures = signatures;
    this.xml = xml;
    this.token = token(certificate);
  }

  @Override
  public byte[] sign(
      SoapVersion version,
      String headerXml,
      String payloadXml,
      @Nullable String wsaAction,
      Instant created) {
    String before = beforeSignature(version, created);
    String after = afterSignature(headerXml, payloadXml, wsaAction);
    String signature = signature((before + after).getBytes(StandardCharsets.UTF_8));
    return (before + signature + after).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<byte[]> renewed(byte[] envelope, Instant now) {
    // Our own bytes: they are as large as they are.
    XmlLimits limits =
        XmlLimits.defaults()
            .withMaxBytes(envelope.length)
            .withShape(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    XmlElement root = XmlReader.parse(envelope, limits).root();
    SoapParts parts = SoapParts.of(root);
    if (now.plus(LEAST_LEFT).isBefore(SecurityBlock.of(parts.security()).expires())) {
      return Optional.empty();
    }
    // What follows the Security block was written by afterSignature and is kept as it is.
    String text = new String(envelope, StandardCharsets.UTF_8);
    String after = text.substring(text.indexOf(SECURITY_END));
    String before = beforeSignature(parts.version(), now);
    String signature = signature((before + after).getBytes(StandardCharsets.UTF_8));
    return Optional.of((before + signature + after).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public DigestAlgorithm digest() {
    return XmlAlgorithms.digestFor(signatures.algorithm());
  }

  private String beforeSignature(SoapVersion version, Instant created) {
    Instant start = created.truncatedTo(ChronoUnit.MILLIS);
    return "<soap:Envelope xmlns:soap=\""
        + version.namespace()
        + "\" xmlns:wsu=\""
        + SoapNames.WSU
        + "\"><soap:Header><wsse:Security xmlns:wsse=\""
        + SoapNames.WSSE
        + "\" soap:mustUnderstand=\"1\">"
        + token
        + "<wsu:Timestamp wsu:Id=\""
        + TIMESTAMP_ID
        + "\"><wsu:Created>"
        + XmlDateTime.write(start.atOffset(ZoneOffset.UTC))
        + "</wsu:Created><wsu:Expires>"
        + XmlDateTime.write(start.plus(VALIDITY).atOffset(ZoneOffset.UTC))
        + "</wsu:Expires></wsu:Timestamp>";
  }

  private static String afterSignature(
      String headerXml, String payloadXml, @Nullable String wsaAction) {
    return SECURITY_END
        + (wsaAction == null ? "" : addressing(headerXml, wsaAction))
        + named(headerXml)
        + "</soap:Header><soap:Body wsu:Id=\""
        + BODY_ID
        + "\">"
        + payloadXml
        + "</soap:Body></soap:Envelope>";
  }

  private static String addressing(String headerXml, String wsaAction) {
    XmlElement header =
        XmlReader.parse(headerXml.getBytes(StandardCharsets.UTF_8), XmlLimits.defaults()).root();
    XmlElement messageId = header.child(Header.NAMESPACE, "messageId");
    if (messageId == null) {
      throw new KanheException(ErrorCode.HEADER_INVALID, "field messageId (expected: present)");
    }
    return block("Action", wsaAction)
        + block("MessageID", "urn:uuid:" + MessageId.parse(messageId.token()));
  }

  private static String block(String name, String value) {
    return "<wsa:"
        + name
        + " xmlns:wsa=\""
        + SoapNames.WSA
        + "\" wsu:Id=\""
        + addressingId(name)
        + "\">"
        + XmlChars.escapeText(value)
        + "</wsa:"
        + name
        + ">";
  }

  /** Gives the header block its id: right behind the name in the start tag. */
  private static String named(String headerXml) {
    int end = 1;
    while (end < headerXml.length() && " \t\r\n/>".indexOf(headerXml.charAt(end)) < 0) {
      end++;
    }
    return headerXml.substring(0, end) + " wsu:Id=\"" + HEADER_ID + "\"" + headerXml.substring(end);
  }

  private String signature(byte[] unsigned) {
    XmlElement root = XmlReader.parse(unsigned, XmlLimits.defaults()).root();
    SoapParts parts = SoapParts.of(root);
    // Refuses a payload that brings one of the ids itself: the receiver would refuse it too.
    ElementIds ids = ElementIds.of(root);
    Map<String, XmlElement> signed = new LinkedHashMap<>();
    signed.put(HEADER_ID, parts.messageHeader());
    signed.put(BODY_ID, parts.body());
    signed.put(TIMESTAMP_ID, ids.resolve(TIMESTAMP_ID));
    signed.put(TOKEN_ID, ids.resolve(TOKEN_ID));
    parts.addressing().forEach(block -> signed.put(addressingId(block.localName()), block));

    StringBuilder content = new StringBuilder(2000);
    content
        .append("<ds:CanonicalizationMethod Algorithm=\"")
        .append(ExclusiveCanonicalizer.ALGORITHM);
    content.append("\"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"");
    content
        .append(XmlAlgorithms.uri(signatures.algorithm(), xml))
        .append("\"></ds:SignatureMethod>");
    signed.forEach((id, element) -> content.append(reference(id, ids, element)));
    content.append("</ds:SignedInfo>");

    String canonical = "<ds:SignedInfo" + DS + ">" + content;
    byte[] value = signatures.sign(canonical.getBytes(StandardCharsets.UTF_8));
    return "<ds:Signature"
        + DS
        + "><ds:SignedInfo>"
        + content
        + "<ds:SignatureValue>"
        + base64(value)
        + "</ds:SignatureValue><ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI=\"#"
        + TOKEN_ID
        + "\" ValueType=\""
        + SoapNames.X509_TOKEN
        + "\"></wsse:Reference></wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature>";
  }

  private String reference(String id, ElementIds ids, XmlElement element) {
    if (ids.resolve(id) != element) {
      throw SoapNames.uncovered("an id of the signature is used by the content");
    }
    byte[] digest = digest().newDigest().digest(ExclusiveCanonicalizer.canonicalize(element));
    return "<ds:Reference URI=\"#"
        + id
        + "\"><ds:Transforms><ds:Transform Algorithm=\""
        + ExclusiveCanonicalizer.ALGORITHM
        + "\"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\""
        + XmlAlgorithms.digestUriFor(signatures.algorithm(), xml)
        + "\"></ds:DigestMethod><ds:DigestValue>"
        + base64(digest)
        + "</ds:DigestValue></ds:Reference>";
  }

  private static String addressingId(String localName) {
    return "kanhe-wsa-" + localName;
  }

  private static String token(X509Certificate certificate) {
    try {
      return "<wsse:BinarySecurityToken EncodingType=\""
          + SoapNames.BASE64
          + "\" ValueType=\""
          + SoapNames.X509_TOKEN
          + "\" wsu:Id=\""
          + TOKEN_ID
          + "\">"
          + base64(certificate.getEncoded())
          + "</wsse:BinarySecurityToken>";
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate without an encoded form", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
