package io.kanhe.catalogue;

import io.kanhe.message.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Looks at the root element of a payload and at nothing after it. */
final class XmlRoot {

  private static final XMLInputFactory FACTORY = factory();
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private XmlRoot() {}

  /** The root element's name; empty if there is none in reach, or a DOCTYPE before it. */
  static Optional<QName> of(Payload payload) {
    try (InputStream in = XsdContract.open(payload)) {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(text(in));
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

  /**
   * Decoded here: the JDK's parser writes its own decoding errors to standard error, which a sender
   * could flood.
   */
  private static Reader text(InputStream in) throws IOException {
    PushbackReader reader =
        new PushbackReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    int first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return reader;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }
}
