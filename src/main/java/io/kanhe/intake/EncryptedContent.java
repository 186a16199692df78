package io.kanhe.intake;

import io.kanhe.catalogue.Service.Encryption;
import io.kanhe.catalogue.Service.Operation;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.EncryptedPayload;
import io.kanhe.trust.Trust;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where the catalogue asks for it, a part of the payload is encrypted to the receivers and to
 * nobody else. The gateway has no key to it: it sees the algorithms and the names of certificates,
 * and never learns the content.
 */
final class EncryptedContent implements Stage {

  private final ParticipantPolicies policies;

  EncryptedContent(ParticipantPolicies policies) {
    this.policies = policies;
  }

  @Override
  public void check(Dossier dossier) {
    if (dossier.isAcknowledgement()) {
      return;
    }
    Encryption encryption =
        dossier
            .service()
            .flatMap(service -> service.operation(dossier.header().operation()))
            .map(Operation::encryption)
            .orElse(Encryption.none());
    switch (encryption.demand()) {
      case none -> {}
      case optional -> check(dossier, encryption, contents(dossier, encryption));
      case required -> {
        List<XmlElement> contents = contents(dossier, encryption);
        if (contents.isEmpty()) {
          throw required(encryption, "nothing encrypted");
        }
        check(dossier, encryption, contents);
      }
    }
  }

  private static List<XmlElement> contents(Dossier dossier, Encryption encryption) {
    if (!(dossier.payload() instanceof Payload.Inline inline)) {
      throw required(encryption, "a file");
    }
    XmlLimits limits = XmlLimits.defaults().withMaxBytes(Math.max(inline.bytes().length, 1));
    XmlElement root = XmlReader.parse(inline.bytes(), limits).root();
    String[] names = encryption.element().split("/");
    List<XmlElement> found = new ArrayList<>();
    if (root.localName().equals(names[0])) {
      found.add(root);
    }
    for (int i = 1; i < names.length; i++) {
      String name = names[i];
      found =
          found.stream()
              .flatMap(each -> each.elements().stream())
              .filter(each -> each.localName().equals(name))
              .toList();
    }
    return found;
  }

  private void check(Dossier dossier, Encryption encryption, List<XmlElement> contents) {
    if (contents.isEmpty()) {
      return;
    }
    List<Participant> readers =
        dossier.recipients().stream()
            .filter(
                each ->
                    encryption.readers().isEmpty() || encryption.readers().contains(each.role()))
            .toList();
    if (readers.isEmpty()) {
      throw required(encryption, "no receiver in the header that could read it");
    }
    for (XmlElement content : contents) {
      EncryptedPayload envelope = envelope(encryption, content);
      policies.of(dossier.sender()).require(envelope);
      check(dossier, encryption, readers, envelope);
    }
  }

  private static EncryptedPayload envelope(Encryption encryption, XmlElement content) {
    byte[] envelope;
    try {
      envelope = Base64.getDecoder().decode(content.text().replaceAll("[ \t\r\n]", ""));
    } catch (IllegalArgumentException e) {
      throw required(encryption, "no base64");
    }
    try {
      return Trust.encryptedPayload(envelope);
    } catch (KanheException e) {
      // Plain text where an envelope belongs is the mistake that this stage is for.
      throw e.code() == ErrorCode.MALFORMED ? required(encryption, e.getMessage()) : e;
    }
  }

  /** Every reader is named, and nobody is named who is no reader. */
  private void check(
      Dossier dossier,
      Encryption encryption,
      List<Participant> readers,
      EncryptedPayload envelope) {
    List<EncryptedPayload.Recipient> strangers = new ArrayList<>(envelope.recipients());
    for (Participant reader : readers) {
      List<X509Certificate> certificates = reader.encryptionCertificates(dossier.receivedAt());
      if (certificates.isEmpty()) {
        throw required(
            encryption, "a receiver without an encryption certificate in force: " + reader.id());
      }
      if (!strangers.removeIf(each -> certificates.stream().anyMatch(each::is))) {
        throw required(encryption, "nothing that " + reader.id() + " could open");
      }
      policies.of(reader).require(envelope.to(certificates));
    }
    if (!strangers.isEmpty()) {
      throw required(
          encryption,
          strangers.size() + " recipients whose certificate is not registered for a receiver");
    }
  }

  private static KanheException required(Encryption encryption, String found) {
    return new KanheException(
        ErrorCode.ENCRYPTION_REQUIRED,
        encryption.element()
            + ": found "
            + found
            + " (expected: CMS AuthEnvelopedData in base64, for the registered certificates of"
            + " exactly its receivers)");
  }
}
