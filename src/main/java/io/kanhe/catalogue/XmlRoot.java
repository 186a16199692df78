package io.kanhe.catalogue;

import io.kanhe.message.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Looks at the root element of a payload and at nothing after it. */
final class XmlRoot {

  private static final XMLInputFactory FACTORY = factory();

  private XmlRoot() {}

  /** The root element's name; empty if there is none in reach, or a DOCTYPE before it. */
  static Optional<QName> of(Payload payload) {
    try (InputStream in = XsdContract.open(payload)) {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(in, "UTF-8");
      try {
        while (reader.hasNext()) {
          int event = reader.next();
          if (event == XMLStreamConstants.START_ELEMENT) {
            return Optional.of(reader.getName());
          }
          if (event == XMLStreamConstants.DTD) {
            return Optional.empty();
          }
        }
        return Optional.empty();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | IOException e) {
      return Optional.empty();
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }
}
