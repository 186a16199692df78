package io.kanhe.service.privacy;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Field;
import io.kanhe.catalogue.Service;
import io.kanhe.intake.DomainState;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a message names by an identity number, so that the person can be told to whom it went. What
 * is asked is listed by {@link QueryPrivacy}; consents go to nobody.
 */
final class ToldSubjects implements DomainState {

  private static final String INSERT =
      """
      INSERT INTO message_subject (ledger_index, subject_hash, sender, service, purpose, legal_basis, consent_ref)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  private final Catalogue catalogue;
  private final Subjects subjects;

  ToldSubjects(Catalogue catalogue, Subjects subjects) {
    this.catalogue = catalogue;
    this.subjects = subjects;
  }

  @Override
  public Optional<Step> step(Incoming message) {
    Header header = message.header();
    if (header.direction() == Direction.REQUEST
        || header.serviceId().equals(Consent.SERVICE)
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    List<String> paths = pathsOfIdentifiers(message);
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    Set<String> hashes = new TreeSet<>();
    for (String path : paths) {
      XmlPath.all(root, root.localName() + "/" + path).stream()
          .map(XmlElement::token)
          .filter(token -> !token.isEmpty())
          .forEach(token -> hashes.add(subjects.hash(token)));
    }
    return hashes.isEmpty() ? Optional.empty() : Optional.of(new Told(message, hashes));
  }

  private List<String> pathsOfIdentifiers(Incoming message) {
    Header header = message.header();
    return catalogue
        .find(header.serviceId(), header.version())
        .flatMap(service -> service.operation(header.operation()))
        .map(Service.Operation::formats)
        .orElse(List.of())
        .stream()
        .filter(format -> format.name().equals(message.format()))
        .flatMap(format -> format.contract().fields().stream())
        .filter(field -> Mask.of(field.notes().mask()).filter(Mask.idNo::equals).isPresent())
        .map(Field::path)
        .toList();
  }

  /** Shares nothing with other steps: it only adds rows of its own message. */
  private record Told(Incoming message, Set<String> hashes) implements Step {

    @Override
    public Object key() {
      return message.header().messageId();
    }

    @Override
    public Decision decide(Connection transaction) {
      Header header = message.header();
      return new Decision(
          Map.of(),
          (accepted, batch) ->
              hashes.forEach(
                  hash ->
                      batch.add(
                          INSERT,
                          accepted.index(),
                          hash,
                          message.sender().value(),
                          header.serviceId(),
                          header.purposeCode(),
                          header.legalBasis(),
                          header.consentRef())));
    }

    @Override
    public String toString() {
      return "Told[" + hashes.size() + " persons]";
    }
  }
}
