package io.kanhe.participant;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.yaml.YamlNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Participants as read from {@code config/participants/<id>.yaml}. Immutable. */
final class YamlParticipantRegistry implements ParticipantRegistry {

  private final Map<ParticipantId, Participant> byId = new TreeMap<>();
  private final Map<Uscc, Participant> byUscc = new HashMap<>();
  private final Map<CertificateBytes, Participant> bySigning = new HashMap<>();
  private final Map<CertificateBytes, Participant> byTls = new HashMap<>();
  private final Map<CertificateBytes, Participant> byEncryption = new HashMap<>();
  private final Map<PublicKeyBytes, Participant> byKey = new HashMap<>();
  private final Participant gateway;

  private YamlParticipantRegistry(Path folder, List<Path> files, ParticipantFile reader) {
    YamlNode.Problems problems = new YamlNode.Problems();
    for (Path file : files) {
      problems.attempt(
          () -> {
            YamlNode node = reader.open(file);
            add(reader.read(node, file), node);
            return node;
          });
    }
    problems.throwIfAny();
    List<Participant> gateways = byRole(Role.GATEWAY);
    if (gateways.size() != 1) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          folder.getFileName()
              + ": found "
              + gateways.size()
              + " participants of role GATEWAY, expected one");
    }
    gateway = gateways.get(0);
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID with every problem of every file
   */
  static YamlParticipantRegistry read(Path folder, ParticipantFile reader) {
    try (Stream<Path> files = Files.list(folder)) {
      return new YamlParticipantRegistry(
          folder,
          files.filter(each -> each.getFileName().toString().endsWith(".yaml")).sorted().toList(),
          reader);
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "found no folder of participants, expected " + folder.getFileName(),
          e);
    }
  }

  private void add(Participant participant, YamlNode node) {
    Participant namesake = byUscc.get(participant.uscc());
    if (namesake != null) {
      throw node.get("uscc").problem("the code of " + namesake.id(), "a code of its own");
    }
    own(participant, participant.signingCertificates(), bySigning, byTls, node, "signing");
    own(participant, participant.tlsCertificates(), byTls, bySigning, node, "tls");
    Map<CertificateBytes, Participant> used = new HashMap<>(bySigning);
    used.putAll(byTls);
    List<X509Certificate> encryption = participant.encryptionCertificates();
    own(participant, encryption, byEncryption, used, node, "encryption");
    ownKeys(participant, encryption, node, "encryption");
    ownKeys(participant, participant.signingCertificates(), node, "signing");
    ownKeys(participant, participant.tlsCertificates(), node, "tls");
    byId.put(participant.id(), participant);
    byUscc.put(participant.uscc(), participant);
  }

  private static void own(
      Participant participant,
      List<X509Certificate> certificates,
      Map<CertificateBytes, Participant> use,
      Map<CertificateBytes, Participant> otherUse,
      YamlNode node,
      String key) {
    for (X509Certificate certificate : certificates) {
      CertificateBytes bytes = CertificateBytes.of(certificate);
      Participant other = use.getOrDefault(bytes, otherUse.get(bytes));
      if (other != null) {
        throw node.get("certificates")
            .get(key)
            .problem("a certificate that " + other.id() + " already lists", "one used once");
      }
      use.put(bytes, participant);
    }
  }

  /** Two certificates of one key at two members: each could sign what the other is bound by. */
  private void ownKeys(
      Participant participant, List<X509Certificate> certificates, YamlNode node, String use) {
    for (X509Certificate certificate : certificates) {
      Participant other = byKey.putIfAbsent(PublicKeyBytes.of(certificate), participant);
      if (other != null && !other.id().equals(participant.id())) {
        throw node.get("certificates")
            .get(use)
            .problem("a key that " + other.id() + " already has", "a key of its own");
      }
    }
  }

  @Override
  public Optional<Participant> byId(ParticipantId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public Optional<Participant> byUscc(Uscc uscc) {
    return Optional.ofNullable(byUscc.get(uscc));
  }

  @Override
  public Optional<Participant> bySigningCertificate(X509Certificate certificate) {
    return Optional.ofNullable(bySigning.get(CertificateBytes.of(certificate)));
  }

  @Override
  public Optional<Participant> byTlsCertificate(X509Certificate certificate) {
    return Optional.ofNullable(byTls.get(CertificateBytes.of(certificate)));
  }

  @Override
  public List<Participant> byRole(Role role) {
    return byId.values().stream().filter(each -> each.role() == role).toList();
  }

  @Override
  public List<Participant> all() {
    return byId.values().stream()
        .filter(each -> each.role() != Role.GATEWAY)
        .sorted(Comparator.comparing(Participant::id))
        .toList();
  }

  @Override
  public Participant gateway() {
    return gateway;
  }

  @Override
  public String toString() {
    return "YamlParticipantRegistry[" + byId.size() + " participants]";
  }

  /** Key of a map of public keys, whoever certified them. */
  private record PublicKeyBytes(ByteBuffer der) {

    static PublicKeyBytes of(X509Certificate certificate) {
      return new PublicKeyBytes(ByteBuffer.wrap(certificate.getPublicKey().getEncoded()));
    }
  }
}
