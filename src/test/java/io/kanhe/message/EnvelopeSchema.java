package io.kanhe.message;

import java.io.StringReader;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The published schema of the envelope, as a partner would use it. */
final class EnvelopeSchema {

  private static final Schema SCHEMA = load();

  private EnvelopeSchema() {}

  /** Null if the document is valid, else the validator's message. */
  static String violation(String document) throws Exception {
    try {
      SCHEMA.newValidator().validate(new StreamSource(new StringReader(document)));
      return null;
    } catch (SAXException e) {
      return e.getMessage();
    }
  }

  private static Schema load() {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(
              Objects.requireNonNull(
                  EnvelopeSchema.class.getResource("/schema/kanhe-envelope-1.xsd")));
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }
}
