package io.kanhe.catalogue;

import io.kanhe.message.Direction;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.ParticipantId;
import java.util.Optional;
import javax.xml.namespace.QName;

/**
 * One format of a service with a payload of it, from {@code config/catalogue/samples/}. Persons and
 * organisations in it are invented.
 *
 * @param file name of the sample
 * @param sender participant of the sandbox in whose name it is written
 */
public record SampleMessage(
    Service service,
    Service.Operation operation,
    Service.Format format,
    Direction direction,
    String file,
    ParticipantId sender,
    byte[] payload) {

  private static final int MAX_KEY_CHARACTERS = 64;

  /** What {@code businessKey} says: the number of the document, or of the batch. */
  public String businessKey() {
    if (format.kind() != Service.Kind.XML) {
      return "SAMPLE-01";
    }
    String first = firstLeaf(XmlReader.parse(payload, XmlLimits.defaults()).root());
    return first.substring(0, Math.min(first.length(), MAX_KEY_CHARACTERS));
  }

  /** The text of an element of that local name, wherever it stands; empty if there is none. */
  public Optional<String> textOf(String element) {
    return format.kind() == Service.Kind.XML
        ? find(XmlReader.parse(payload, XmlLimits.defaults()).root(), element)
        : Optional.empty();
  }

  /** Whom the document itself is addressed to, beside the gateway. */
  public Optional<Uscc> addressee() {
    return textOf("receiver").filter(Uscc::isValid).map(Uscc::new);
  }

  /** The root element of an XML format; empty for tables. */
  public Optional<QName> root() {
    return format.contract() instanceof XsdContract xml
        ? Optional.of(xml.root())
        : Optional.empty();
  }

  /** The file of the schema of an XML format; empty for tables. */
  public Optional<String> schemaFile() {
    return format.contract() instanceof XsdContract xml
        ? Optional.of(xml.schemaFile())
        : Optional.empty();
  }

  /** Data rows of a table, without the heading. */
  public long rows() {
    return format.contract().check(new Payload.Inline(payload));
  }

  private static String firstLeaf(XmlElement element) {
    XmlElement first = element.elements().get(0);
    return first.elements().isEmpty() ? first.token() : firstLeaf(first);
  }

  private static Optional<String> find(XmlElement element, String name) {
    if (element.localName().equals(name)) {
      return Optional.of(element.token());
    }
    return element.elements().stream().flatMap(each -> find(each, name).stream()).findFirst();
  }

  @Override
  public String toString() {
    return service.id() + "." + operation.name() + " " + direction + " " + file;
  }
}
