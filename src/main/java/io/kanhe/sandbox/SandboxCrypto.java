package io.kanhe.sandbox;

import io.kanhe.trust.KeyKind;
import io.kanhe.trust.Trust;
import java.util.Locale;

/**
 * Which algorithms the sandbox's signing keys, their authorities and the ledger's key have. TLS
 * keys are P-256 under an authority of their own where the others are SM2: the JDK's TLS knows no
 * SM2.
 */
public enum SandboxCrypto {
  STANDARD,
  SM;

  /**
   * @param name {@code standard} or {@code sm}, the value of {@code kanhe.sandbox.crypto}
   * @throws IllegalArgumentException for another name
   */
  public static SandboxCrypto named(String name) {
    for (SandboxCrypto each : values()) {
      if (each.label().equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException("crypto '" + name + "' (expected: standard or sm)");
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  KeyKind authorityKey() {
    return this == SM ? KeyKind.SM2 : KeyKind.P_256;
  }

  KeyKind signingKey(SandboxMember member) {
    return this == SM ? KeyKind.SM2 : member.signingKey();
  }

  /** SM2 where everything is. */
  KeyKind insteadOf(KeyKind usual) {
    return this == SM ? KeyKind.SM2 : usual;
  }

  String newLogKey() {
    return this == SM ? Trust.newSm2NoteKey() : Trust.newNoteKey();
  }
}
