package io.kanhe.delivery;

import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** {@code k:Acknowledgement}: the digest of the bytes that the recipient got. */
final class AcknowledgementDocument {

  private static final int MOST_BYTES = 8 * 1024;

  private AcknowledgementDocument() {}

  /**
   * @throws KanheException 1001 MALFORMED, 1002 CONTRACT_VIOLATED or 1007 LIMIT_EXCEEDED
   */
  static Digest deliveredDigest(byte[] payload) {
    if (payload.length > MOST_BYTES) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          "an acknowledgement of " + payload.length + " bytes (expected: at most " + MOST_BYTES + ")");
    }
    try {
      XMLStreamReader reader = reader(payload);
      reader.nextTag();
      expect(reader, "Acknowledgement");
      reader.nextTag();
      expect(reader, "deliveredDigest");
      String algorithm = reader.getAttributeValue(null, "algorithm");
      String hex = reader.getElementText().strip();
      if (reader.nextTag() != XMLStreamReader.END_ELEMENT) {
        throw violated("something after deliveredDigest");
      }
      return new Digest(
          DigestAlgorithm.ofLabel(algorithm == null ? "" : algorithm), HexFormat.of().parseHex(hex));
    } catch (XMLStreamException e) {
      throw new KanheException(
          ErrorCode.MALFORMED, "not a k:Acknowledgement document", null);
    } catch (IllegalArgumentException e) {
      throw violated("deliveredDigest is not a digest");
    }
  }

  private static XMLStreamReader reader(byte[] payload) throws XMLStreamException {
    // Named, so that no other parser on the class path is taken; no DTD, hence no entity of any kind.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(new ByteArrayInputStream(payload), "UTF-8");
  }

  private static void expect(XMLStreamReader reader, String name) {
    if (!reader.isStartElement()
        || !name.equals(reader.getLocalName())
        || !Header.NAMESPACE.equals(reader.getNamespaceURI())) {
      throw violated("k:" + name + " is missing");
    }
  }

  private static KanheException violated(String found) {
    return new KanheException(
        ErrorCode.CONTRACT_VIOLATED,
        found + " (expected: k:Acknowledgement with one k:deliveredDigest and its algorithm)");
  }
}
