package io.kanhe.admin.bundle;

import io.kanhe.catalogue.SampleMessage;
import io.kanhe.catalogue.Service;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;

/**
 * The WSDL of one service: an operation for each document that can be sent, typed; a query returns
 * its answer, all else a receipt. Operations that only the gateway sends are there too: partners
 * get them.
 *
 * <p>Standard: WSDL 1.1, document/literal.
 */
final class BundleWsdl {

  private static final String ENVELOPE = "kanhe-envelope-1.xsd";

  private final Service service;
  private final List<SampleMessage> messages;
  private final String address;
  private final Map<String, String> prefixes = new LinkedHashMap<>();

  /**
   * @param messages XML formats of the service. One without a namespace is left out: zeep looks for
   *     it in the namespace of the WSDL
   * @param address of the SOAP door
   */
  BundleWsdl(Service service, List<SampleMessage> messages, String address) {
    this.service = service;
    this.messages =
        messages.stream()
            .filter(each -> !each.root().orElseThrow().getNamespaceURI().isEmpty())
            .toList();
    this.address = address;
    this.messages.stream()
        .map(each -> each.root().orElseThrow().getNamespaceURI())
        .forEach(each -> prefixes.computeIfAbsent(each, key -> "p" + (prefixes.size() + 1)));
  }

  String write() {
    Map<String, SampleMessage> operations = operations();
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- %s %s. The signature covers k:MessageHeader, the Body and a wsu:Timestamp: README.md says how. -->
        <wsdl:definitions name="%s" targetNamespace="%s"
            xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
            xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
            xmlns:t="%s" xmlns:k="%s"%s>
          <wsdl:types>
            <xs:schema targetNamespace="%s">
        %s    </xs:schema>
        %s  </wsdl:types>
          <wsdl:message name="Receipt"><wsdl:part name="body" element="k:Receipt"/></wsdl:message>
          <wsdl:message name="Refusal"><wsdl:part name="fault" element="k:Refusal"/></wsdl:message>
        %s  <wsdl:portType name="%s">
        %s  </wsdl:portType>
        %s%s  <wsdl:service name="%s">
            <wsdl:port name="Soap12" binding="t:Soap12"><soap12:address location="%s"/></wsdl:port>
            <wsdl:port name="Soap11" binding="t:Soap11"><soap:address location="%s"/></wsdl:port>
          </wsdl:service>
        </wsdl:definitions>
        """
        .formatted(
            service.id(),
            service.version(),
            name(),
            namespace(),
            namespace(),
            Header.NAMESPACE,
            declarations(),
            namespace(),
            imports(),
            includes(),
            joined(operations, this::message),
            name(),
            joined(operations, this::portOperation),
            binding("soap12", operations),
            binding("soap", operations),
            name(),
            address,
            address);
  }

  private String namespace() {
    return "urn:kanhe:service:" + service.id() + ":" + service.version();
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    for (String part : service.id().split("[.-]")) {
      name.append(part.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
          .append(part.substring(1));
    }
    return name.toString();
  }

  /** Named as in the catalogue; with its format where an operation has several. */
  private Map<String, SampleMessage> operations() {
    Map<String, SampleMessage> operations = new TreeMap<>();
    for (SampleMessage each : messages) {
      if (each.direction() != Direction.RESPONSE) {
        String operation = each.operation().name();
        boolean alone =
            messages.stream()
                    .filter(other -> other.operation() == each.operation())
                    .filter(other -> other.direction() == each.direction())
                    .count()
                == 1;
        operations.put(alone ? operation : operation + "-" + each.format().name(), each);
      }
    }
    return operations;
  }

  private Optional<SampleMessage> answer(SampleMessage question) {
    return messages.stream()
        .filter(each -> each.operation() == question.operation())
        .filter(each -> each.direction() == Direction.RESPONSE)
        .findFirst();
  }

  private String declarations() {
    return prefixes.entrySet().stream()
        .map(each -> "\n    xmlns:" + each.getValue() + "=\"" + each.getKey() + "\"")
        .collect(Collectors.joining());
  }

  /** Namespaces and the files of each. */
  private SortedMap<String, SortedSet<String>> files() {
    SortedMap<String, SortedSet<String>> files = new TreeMap<>();
    files.put(Header.NAMESPACE, new TreeSet<>(Set.of(ENVELOPE)));
    for (SampleMessage each : messages) {
      files
          .computeIfAbsent(each.root().orElseThrow().getNamespaceURI(), key -> new TreeSet<>())
          .add(each.schemaFile().orElseThrow());
    }
    return files;
  }

  private String imports() {
    return files().entrySet().stream()
        .filter(each -> each.getValue().size() == 1)
        .map(
            each ->
                "      <xs:import namespace=\""
                    + each.getKey()
                    + "\" schemaLocation=\""
                    + each.getValue().first()
                    + "\"/>\n")
        .collect(Collectors.joining());
  }

  /** An import names one file: a namespace in several files is put together here. */
  private String includes() {
    return files().entrySet().stream()
        .filter(each -> each.getValue().size() > 1)
        .map(
            each ->
                "    <xs:schema targetNamespace=\""
                    + each.getKey()
                    + "\">\n"
                    + each.getValue().stream()
                        .map(file -> "      <xs:include schemaLocation=\"" + file + "\"/>\n")
                        .collect(Collectors.joining())
                    + "    </xs:schema>\n")
        .collect(Collectors.joining());
  }

  private String message(String name, SampleMessage sample) {
    return part(name + "-request", sample)
        + answer(sample).map(each -> part(name + "-response", each)).orElse("");
  }

  private String part(String name, SampleMessage sample) {
    QName root = sample.root().orElseThrow();
    String prefix = prefixes.get(root.getNamespaceURI());
    return """
          <wsdl:message name="%s">
            <wsdl:part name="header" element="k:MessageHeader"/>
            <wsdl:part name="body" element="%s"/>
          </wsdl:message>
        """
        .formatted(name, prefix + ":" + root.getLocalPart());
  }

  private String portOperation(String name, SampleMessage sample) {
    return """
            <wsdl:operation name="%s">
              <wsdl:input message="t:%s-request"/>
              <wsdl:output message="t:%s"/>
              <wsdl:fault name="refusal" message="t:Refusal"/>
            </wsdl:operation>
        """
        .formatted(name, name, answer(sample).isPresent() ? name + "-response" : "Receipt");
  }

  private String binding(String soap, Map<String, SampleMessage> operations) {
    String version = soap.equals("soap12") ? "Soap12" : "Soap11";
    return """
          <wsdl:binding name="%s" type="t:%s">
            <%s:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
        %s  </wsdl:binding>
        """
        .formatted(
            version,
            name(),
            soap,
            joined(operations, (name, sample) -> boundOperation(soap, name, sample)));
  }

  private String boundOperation(String soap, String name, SampleMessage sample) {
    String response =
        answer(sample).isPresent()
            ? head(soap, name + "-response")
            : "<" + soap + ":body use=\"literal\"/>";
    return """
            <wsdl:operation name="%s">
              <%s:operation soapAction="urn:kanhe:%s:%s"/>
              <wsdl:input>%s</wsdl:input>
              <wsdl:output>%s</wsdl:output>
              <wsdl:fault name="refusal"><%s:fault name="refusal" use="literal"/></wsdl:fault>
            </wsdl:operation>
        """
        .formatted(
            name,
            soap,
            service.id(),
            sample.operation().name(),
            head(soap, name + "-request"),
            response,
            soap);
  }

  private static String head(String soap, String message) {
    return "<%s:header message=\"t:%s\" part=\"header\" use=\"literal\"/><%s:body parts=\"body\" use=\"literal\"/>"
        .formatted(soap, message, soap);
  }

  private static String joined(
      Map<String, SampleMessage> operations,
      java.util.function.BiFunction<String, SampleMessage, String> text) {
    return operations.entrySet().stream()
        .map(each -> text.apply(each.getKey(), each.getValue()))
        .collect(Collectors.joining());
  }
}
