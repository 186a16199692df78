package io.kanhe.trust.internal;

import io.kanhe.trust.EncryptedPayload;
import java.util.List;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * A parsed envelope of the closed profile.
 *
 * @param sealed ciphertext and tag
 */
record AuthEnveloped(ContentCipher cipher, byte[] nonce, byte[] sealed, List<ClosedKey> keys) {

  /** The content key as closed for one recipient. */
  sealed interface ClosedKey {

    EncryptedPayload.Name recipient();

    byte[] bytes();

    String transport();
  }

  record Transported(EncryptedPayload.Name recipient, KeyTransport by, byte[] bytes)
      implements ClosedKey {

    @Override
    public String transport() {
      return by.policyName();
    }
  }

  /**
   * @param point the originator's public point
   * @param wrap how the key is wrapped
   */
  record Agreed(
      EncryptedPayload.Name recipient,
      byte[] bytes,
      byte[] point,
      AlgorithmIdentifier wrap,
      byte @Nullable [] userMaterial)
      implements ClosedKey {

    @Override
    public String transport() {
      return "ECDH";
    }
  }
}
