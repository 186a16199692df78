package io.kanhe.service.privacy;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Field;
import io.kanhe.catalogue.Service;
import io.kanhe.delivery.Consignment;
import io.kanhe.delivery.OutgoingView;
import io.kanhe.delivery.StandalonePayload;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlEdits;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.participant.Role;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Covers what a recipient may not see (domain 4.3), from the notes of the catalogue's fields. A
 * field stays whole for the insurer whose own party or policy it belongs to, and in a question for
 * the department that is to answer it; an identity number in a question only. Everything else is
 * covered; a service without notes has nothing to cover. Thread-safe.
 */
final class EgressMask implements OutgoingView {

  private static final Set<Role> POLICE =
      EnumSet.of(Role.POLICE_TRAFFIC, Role.POLICE_SECURITY, Role.POLICE_ECON);

  /** Elements that name the insurer to whom the element around them belongs. */
  private static final List<String> OWNERS = List.of("ctpInsurer", "insurer");

  /** Where a disposal record names the insurer of its animals and their farm. */
  private static final String INSURANCE = "/insurance/insurer";

  private final Catalogue catalogue;

  EgressMask(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public byte[] of(AcceptedMessage message, Consignment consignment, Participant recipient) {
    byte[] payload = consignment.payload();
    Map<String, Field> masked = maskedFields(consignment);
    if (masked.isEmpty()) {
      return payload;
    }
    boolean asked = consignment.direction() == Direction.REQUEST;
    String text = new String(StandalonePayload.of(payload), StandardCharsets.UTF_8);
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    XmlElement root = XmlReader.parse(plain, XmlLimits.defaults()).root();
    XmlEdits edits = new XmlEdits(text);
    for (XmlElement child : root.elements()) {
      cover(child, child.localName(), masked, new Reader(recipient, asked), text, edits);
    }
    return edits.isEmpty() ? payload : edits.apply();
  }

  private Map<String, Field> maskedFields(Consignment consignment) {
    Payload payload = new Payload.Inline(consignment.payload());
    Map<String, Field> masked = new HashMap<>();
    catalogue
        .find(consignment.serviceId(), consignment.version())
        .flatMap(service -> service.operation(consignment.operation()))
        .map(Service.Operation::formats)
        .orElse(List.of())
        .stream()
        .filter(format -> format.kind() == Service.Kind.XML)
        .filter(format -> format.contract().appliesTo(payload))
        .flatMap(format -> format.contract().fields().stream())
        .filter(field -> Mask.of(field.notes().mask()).isPresent())
        .forEach(field -> masked.put(field.path(), field));
    return masked;
  }

  /** Who reads it, and whether it is put to them as a question. */
  private record Reader(Participant participant, boolean asked) {

    boolean maySee(XmlElement element, Mask mask) {
      if (asked) {
        return true; // who is to answer has to know about whom
      }
      if (mask == Mask.drop || mask == Mask.idNo) {
        return false; // an identity number goes to who is asked about it, and to nobody else
      }
      if (mask == Mask.redact) {
        return POLICE.contains(participant.role());
      }
      return owner(element).filter(participant.uscc().value()::equals).isPresent();
    }

    private static Optional<String> owner(XmlElement element) {
      for (XmlElement around = element.parent(); around != null; around = around.parent()) {
        for (String name : OWNERS) {
          Optional<String> owner = XmlPath.child(around, name);
          if (owner.isPresent()) {
            return owner;
          }
        }
        Optional<String> insured = XmlPath.text(around, around.localName() + INSURANCE);
        if (insured.isPresent()) {
          return insured;
        }
      }
      return Optional.empty();
    }
  }

  private static void cover(
      XmlElement element,
      String path,
      Map<String, Field> masked,
      Reader reader,
      String text,
      XmlEdits edits) {
    Field field = masked.get(path);
    Optional<Mask> mask = field == null ? Optional.empty() : Mask.of(field.notes().mask());
    if (mask.isPresent() && !reader.maySee(element, mask.get())) {
      cover(element, mask.get(), field, text, edits);
      return;
    }
    for (XmlElement child : element.elements()) {
      cover(child, path + "/" + child.localName(), masked, reader, text, edits);
    }
  }

  private static void cover(
      XmlElement element, Mask mask, Field field, String text, XmlEdits edits) {
    int start = element.contentStart();
    int end = element.contentEnd();
    if (mask == Mask.drop && field.optional()) {
      edits.replace(text.lastIndexOf('<', start - 1), tagEnd(text, start, end), "");
      return;
    }
    boolean leaf = element.elements().isEmpty();
    String covered = leaf ? mask.apply(element.token()) : "";
    edits.replace(start, end, escaped(covered));
  }

  private static int tagEnd(String text, int contentStart, int contentEnd) {
    boolean selfClosing = contentStart == contentEnd && text.startsWith("/>", contentStart - 2);
    return selfClosing ? contentStart : text.indexOf('>', contentEnd) + 1;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
