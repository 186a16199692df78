package io.kanhe.trust;

import io.kanhe.message.Header;
import io.kanhe.message.xml.XmlAttribute;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an envelope, each found by its one canonical place and never by an id or a search:
 * an element that was moved elsewhere is not found, and what stands in no known place is refused.
 *
 * @param payload the one element in Body
 * @param addressing the {@code wsa:*} blocks
 */
record SoapParts(
    SoapVersion version,
    XmlElement body,
    XmlElement payload,
    XmlElement messageHeader,
    XmlElement security,
    List<XmlElement> addressing) {

  /**
   * @throws KanheException 1001 for no envelope, 2006 for no Security block, 2009 for anything in
   *     another place
   */
  static SoapParts of(XmlElement envelope) {
    SoapVersion version = version(envelope);
    String soap = version.namespace();
    List<XmlElement> children = envelope.elements();
    boolean complete =
        children.size() == 2
            && children.get(0).is(soap, "Header")
            && children.get(1).is(soap, "Body")
            && envelope.hasElementsOnly();
    if (children.size() == 1 && children.get(0).is(soap, "Body")) {
      throw new KanheException(ErrorCode.SIGNATURE_MISSING, "an envelope without Header");
    }
    if (!complete) {
      throw SoapNames.uncovered("other content of Envelope (expected: Header, Body)");
    }
    XmlElement header = children.get(0);
    if (!envelope.attributes().isEmpty() || !header.attributes().isEmpty()) {
      throw SoapNames.uncovered(
          "attributes of Envelope or Header (expected: none, they cannot be signed)");
    }
    return withBlocks(version, header, children.get(1));
  }

  private static SoapParts withBlocks(SoapVersion version, XmlElement header, XmlElement body) {
    List<XmlElement> content = body.elements();
    if (content.size() != 1 || !body.hasElementsOnly() || !header.hasElementsOnly()) {
      throw SoapNames.uncovered("other content of Body or Header (expected: one element in Body)");
    }
    XmlElement messageHeader = null;
    XmlElement security = null;
    List<XmlElement> addressing = new ArrayList<>(4);
    Set<String> names = new HashSet<>();
    for (XmlElement block : header.elements()) {
      checkSoapAttributes(block);
      if (block.is(SoapNames.WSSE, "Security")) {
        security = only(security, block);
      } else if (block.is(Header.NAMESPACE, "MessageHeader")) {
        messageHeader = only(messageHeader, block);
      } else if (block.namespace().equals(SoapNames.WSA) && names.add(block.localName())) {
        addressing.add(block);
      } else {
        throw SoapNames.uncovered(
            "a repeated or unknown header block (allowed: MessageHeader, Security, addressing 2005/08)");
      }
    }
    if (security == null) {
      throw new KanheException(
          ErrorCode.SIGNATURE_MISSING, "no Security block (expected: one in Header)");
    }
    if (messageHeader == null) {
      throw SoapNames.uncovered("no MessageHeader (expected: one in Header)");
    }
    return new SoapParts(version, body, content.get(0), messageHeader, security, addressing);
  }

  private static SoapVersion version(XmlElement envelope) {
    for (SoapVersion version : SoapVersion.values()) {
      if (envelope.is(version.namespace(), "Envelope")) {
        return version;
      }
    }
    throw new KanheException(
        ErrorCode.MALFORMED, "another root (expected: a SOAP 1.1 or 1.2 Envelope)");
  }

  private static XmlElement only(@Nullable XmlElement found, XmlElement block) {
    if (found != null) {
      throw SoapNames.uncovered("two header blocks of one name (expected: one)");
    }
    return block;
  }

  /**
   * A block for another actor or role is not for us, and a message must mean the same to everybody
   * on its way.
   */
  private static void checkSoapAttributes(XmlElement block) {
    for (XmlAttribute attribute : block.attributes()) {
      for (SoapVersion version : SoapVersion.values()) {
        if (attribute.namespace().equals(version.namespace())
            && !attribute.localName().equals("mustUnderstand")) {
          throw SoapNames.uncovered("a header block with actor, role or relay (expected: none)");
        }
      }
    }
  }
}
