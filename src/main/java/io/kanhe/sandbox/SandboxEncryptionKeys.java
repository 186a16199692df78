package io.kanhe.sandbox;

import io.kanhe.trust.CertificateAuthority;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The second pair of keys of members to whom content is encrypted: {@code encryption.p12} and
 * {@code encryption.pem}. The gateway has none: nothing is ever encrypted to it.
 */
final class SandboxEncryptionKeys {

  private static final Map<String, KeyKind> KINDS = Map.of("police-econ-tz", KeyKind.P_256);

  private SandboxEncryptionKeys() {}

  static void write(
      Path folder,
      SandboxMember member,
      CertificateAuthority issuing,
      Validity life,
      String password,
      SandboxCrypto crypto)
      throws IOException {
    KeyKind kind = KINDS.get(member.id());
    if (kind != null) {
      SandboxTree.writeIdentity(
          folder,
          "encryption",
          issuing.encryption(member.subject("encryption"), crypto.insteadOf(kind), life),
          password);
    }
  }
}
