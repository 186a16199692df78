package io.kanhe.message;

import io.kanhe.message.xml.XmlAttribute;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlNamespace;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.message.xml.XmlTree;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads and writes {@code k:Message}, the form of a message at the MQ door: the header and the
 * exact bytes of the payload, which must stand alone as a document. Thread-safe.
 *
 * <p>Standard: {@code schema/kanhe-envelope-1.xsd}.
 */
public final class EnvelopeCodec {

  private static final String START = "<k:Message xmlns:k=\"" + Header.NAMESPACE + "\">";
  private static final String PAYLOAD_START = "<k:Payload>";
  private static final String END = "</k:Payload></k:Message>";

  private EnvelopeCodec() {}

  /**
   * Does not compare the payload with the header's digest.
   *
   * @throws KanheException 1001, 1007, 1012 for the document, 1004 and 1009 for the header
   */
  public static Envelope read(byte[] document, XmlLimits limits) {
    XmlTree tree = XmlReader.parse(document, limits);
    XmlElement root = tree.root();
    require(
        root.is(Header.NAMESPACE, "Message"),
        "another root (expected: Message in " + Header.NAMESPACE + ")");
    List<XmlElement> parts = root.elements();
    require(
        parts.size() == 2
            && root.hasElementsOnly()
            && parts.get(0).is(Header.NAMESPACE, HeaderCodec.ELEMENT)
            && parts.get(1).is(Header.NAMESPACE, "Payload"),
        "other content of Message (expected: MessageHeader, Payload)");
    XmlElement payload = parts.get(1);
    require(
        root.attributes().isEmpty() && payload.attributes().isEmpty(),
        "attributes of Message or Payload (expected: none)");
    require(
        payload.elements().size() == 1 && payload.hasElementsOnly(),
        "other content of Payload (expected: one element)");
    requireStandalone(payload.elements().get(0), payload);
    return new Envelope(
        HeaderCodec.read(parts.get(0)), new Payload.Inline(tree.contentBytes(payload)));
  }

  /**
   * Writes header and payload; equal input gives equal bytes.
   *
   * @param payload one element as standalone XML in UTF-8, without declaration
   */
  public static byte[] write(Header header, byte[] payload) {
    if (payload.length < 2 || payload[0] != '<' || payload[1] == '?' || payload[1] == '!') {
      throw new KanheException(
          ErrorCode.MALFORMED,
          "a payload that does not begin with its element (expected: no declaration)");
    }
    byte[] before =
        (START + HeaderCodec.write(header, false) + PAYLOAD_START).getBytes(StandardCharsets.UTF_8);
    byte[] after = END.getBytes(StandardCharsets.UTF_8);
    byte[] document = new byte[before.length + payload.length + after.length];
    System.arraycopy(before, 0, document, 0, before.length);
    System.arraycopy(payload, 0, document, before.length, payload.length);
    System.arraycopy(after, 0, document, before.length + payload.length, after.length);
    return document;
  }

  /** Attack: a prefix bound outside would give the payload another meaning once it is cut out. */
  private static void requireStandalone(XmlElement element, XmlElement outside) {
    requireDeclared(element, element.prefix(), element.namespace(), outside);
    for (XmlAttribute attribute : element.attributes()) {
      if (!attribute.prefix().isEmpty()) {
        requireDeclared(element, attribute.prefix(), attribute.namespace(), outside);
      }
    }
    for (XmlElement child : element.elements()) {
      requireStandalone(child, outside);
    }
  }

  private static void requireDeclared(
      XmlElement at, String prefix, String uri, XmlElement outside) {
    if (uri.isEmpty() || prefix.equals("xml")) {
      return;
    }
    for (XmlElement element = at;
        element != null && element != outside;
        element = element.parent()) {
      for (XmlNamespace declaration : element.declarations()) {
        if (declaration.prefix().equals(prefix)) {
          return;
        }
      }
    }
    throw new KanheException(
        ErrorCode.MALFORMED,
        "the payload uses a namespace that it does not declare (expected: a payload that stands alone)");
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new KanheException(ErrorCode.MALFORMED, otherwise);
    }
  }
}
