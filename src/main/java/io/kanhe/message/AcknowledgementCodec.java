package io.kanhe.message;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes {@code k:Acknowledgement}, the payload by which a recipient names the bytes that
 * it was given. Thread-safe.
 *
 * <p>Standard: {@code schema/kanhe-envelope-1.xsd}.
 */
public final class AcknowledgementCodec {

  public static final String ELEMENT = "Acknowledgement";

  private AcknowledgementCodec() {}

  /**
   * @return digest over the delivered bytes
   * @throws KanheException 1001, 1007, 1012 for the document, 1009 for its content
   */
  public static Digest read(byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    if (!root.is(Header.NAMESPACE, ELEMENT) || !root.attributes().isEmpty()) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          "another payload (expected: Acknowledgement in " + Header.NAMESPACE + ")");
    }
    FieldReader fields = new FieldReader(root);
    Digest digest =
        HeaderCodec.digest(
            "deliveredDigest", fields.requiredElement("deliveredDigest", "algorithm"));
    fields.end();
    return digest;
  }

  /** Standalone XML without declaration, which is its own exclusive canonical form. */
  public static byte[] write(Digest deliveredDigest) {
    FieldWriter out = new FieldWriter(ELEMENT, true);
    out.digest("deliveredDigest", deliveredDigest);
    return out.end().getBytes(StandardCharsets.UTF_8);
  }
}
