package io.kanhe.trust;

import java.util.Set;

/**
 * What the {@link AlgorithmPolicy} asks of encrypted content. A cipher goes with its own key
 * transports alone: SM4-GCM with SM2, AES-256-GCM with the others.
 *
 * @param ciphers of {@code AES-256-GCM, SM4-GCM}
 * @param keyTransports of {@code RSA-OAEP-SHA256, ECDH, SM2}
 */
public record ContentDemand(Set<String> ciphers, Set<String> keyTransports) {

  private static final String AES = "AES-256-GCM";
  private static final String SM4 = "SM4-GCM";
  private static final String SM2 = "SM2";

  public ContentDemand {
    ciphers = Set.copyOf(ciphers);
    keyTransports = Set.copyOf(keyTransports);
    boolean national = ciphers.contains(SM4) && keyTransports.contains(SM2);
    boolean usual = ciphers.contains(AES) && !Set.of(SM2).containsAll(keyTransports);
    if (!national && !usual) {
      throw new IllegalArgumentException(
          "contentCiphers "
              + ciphers
              + " with keyTransports "
              + keyTransports
              + " (expected: SM4-GCM with SM2, or AES-256-GCM with another)");
    }
  }

  static ContentDemand strict() {
    return new ContentDemand(Set.of(AES, SM4), Set.of("RSA-OAEP-SHA256", "ECDH", SM2));
  }

  ContentDemand narrowed(Narrowing wish) {
    return new ContentDemand(
        AlgorithmPolicy.someOf("contentCiphers", wish.contentCiphers(), ciphers),
        AlgorithmPolicy.someOf("keyTransports", wish.keyTransports(), keyTransports));
  }

  /**
   * @throws io.kanhe.platform.KanheException 2003 ALGORITHM_FORBIDDEN
   */
  void require(EncryptedPayload envelope) {
    if (!ciphers.contains(envelope.contentCipher())) {
      throw AlgorithmPolicy.forbidden("content encrypted by " + envelope.contentCipher(), ciphers);
    }
    for (EncryptedPayload.Recipient each : envelope.recipients()) {
      if (!keyTransports.contains(each.keyTransport())) {
        throw AlgorithmPolicy.forbidden(
            "a content key closed by " + each.keyTransport(), keyTransports);
      }
    }
  }
}
