package io.kanhe.bench;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.WebServiceProvider;
import java.io.StringReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.staxutils.DepthXMLStreamReader;
import org.apache.cxf.staxutils.StaxUtils;

/**
 * Reads the payload and answers. It builds no objects from it: a real service would do more.
 *
 * <p>It reads on to the end of the envelope, because WSS4J compares the digest of the Body only
 * when it meets the end of the Body: a provider that stops behind its payload takes a changed one.
 */
@WebServiceProvider(
    serviceName = "Bare",
    portName = "BarePort",
    targetNamespace = "urn:kanhe:bench:1")
@ServiceMode(Service.Mode.PAYLOAD)
public final class AcceptingProvider implements Provider<Source> {

  @Override
  public Source invoke(Source request) {
    int elements;
    try {
      XMLStreamReader payload = StaxUtils.createXMLStreamReader(request);
      elements = drain(payload);
      XMLStreamReader envelope = payload;
      while (envelope instanceof DepthXMLStreamReader fragment) {
        envelope = fragment.getReader();
      }
      drain(envelope);
    } catch (XMLStreamException e) {
      throw new WebServiceException("the message cannot be read", e);
    }
    return new StreamSource(
        new StringReader(
            "<b:Answer xmlns:b=\"urn:kanhe:bench:1\"><b:outcome>accepted</b:outcome><b:elements>"
                + elements
                + "</b:elements></b:Answer>"));
  }

  private static int drain(XMLStreamReader reader) throws XMLStreamException {
    int elements = 0;
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamReader.START_ELEMENT) {
        elements++;
      }
    }
    return elements;
  }
}
