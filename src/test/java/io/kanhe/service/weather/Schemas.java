package io.kanhe.service.weather;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Validates documents against schema files, with the JDK's validator. */
final class Schemas {

  static final Path OASIS_CAP = Path.of("../shared/vectors/cap/CAP-v1.2.xsd");
  static final Path PROFILE = Path.of("config/catalogue/cap-cn-1.0.xsd");
  static final Path IMPACT = Path.of("config/catalogue/alert-impact-1.0.xsd");

  private Schemas() {}

  static void validate(Path schema, byte[] document) throws SAXException, IOException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(schema.toFile())
        .newValidator()
        .validate(new StreamSource(new ByteArrayInputStream(document)));
  }
}
