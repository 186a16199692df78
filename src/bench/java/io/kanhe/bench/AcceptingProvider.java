package io.kanhe.bench;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.io.StringReader;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** Takes the whole payload, which makes CXF read and verify it to the end, and says so. */
@WebServiceProvider(
    serviceName = "Bare",
    portName = "BarePort",
    targetNamespace = "urn:kanhe:bench:1")
@ServiceMode(Service.Mode.PAYLOAD)
public final class AcceptingProvider implements Provider<Source> {

  @Override
  public Source invoke(Source request) {
    Node node = ((DOMSource) request).getNode();
    Node root = node instanceof Document document ? document.getDocumentElement() : node;
    return new StreamSource(
        new StringReader(
            "<b:Answer xmlns:b=\"urn:kanhe:bench:1\"><b:outcome>accepted</b:outcome><b:root>"
                + root.getLocalName()
                + "</b:root></b:Answer>"));
  }
}
