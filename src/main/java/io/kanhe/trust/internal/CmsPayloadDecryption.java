package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.EncryptedPayload;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.PayloadDecryption;
import io.kanhe.trust.internal.AuthEnveloped.Agreed;
import io.kanhe.trust.internal.AuthEnveloped.ClosedKey;
import io.kanhe.trust.internal.AuthEnveloped.Transported;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Opens envelopes with one key. Thread-safe. */
public final class CmsPayloadDecryption implements PayloadDecryption {

  private final KeyIdentity own;
  private final KeyTransport transport;

  public CmsPayloadDecryption(KeyIdentity own) {
    this.own = own;
    this.transport = KeyTransport.of(own.certificate());
  }

  /** What is seen of an envelope without a key. */
  public static EncryptedPayload inspect(byte[] envelope) {
    AuthEnveloped parsed = AuthEnvelopedReader.read(envelope);
    return new EncryptedPayload(
        parsed.cipher().policyName(),
        parsed.sealed().length - ContentCipher.TAG_BYTES,
        parsed.keys().stream()
            .map(each -> new EncryptedPayload.Recipient(each.recipient(), each.transport()))
            .toList());
  }

  @Override
  public byte[] decrypt(byte[] envelope) {
    AuthEnveloped parsed = AuthEnvelopedReader.read(envelope);
    try {
      byte[] key = contentKey(parsed);
      try {
        return parsed.cipher().decrypt(key, parsed.nonce(), new byte[0], parsed.sealed());
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // One answer for a wrong key, padding, point and tag: a difference would be an oracle.
      throw new KanheException(
          ErrorCode.DECRYPTION_FAILED,
          "the content does not open with this key (expected: whole, and encrypted for its owner)");
    }
  }

  private byte[] contentKey(AuthEnveloped envelope) throws GeneralSecurityException, IOException {
    for (ClosedKey each : envelope.keys()) {
      if (new EncryptedPayload.Recipient(each.recipient(), each.transport())
          .is(own.certificate())) {
        return open(each);
      }
    }
    throw new GeneralSecurityException("not encrypted for this key");
  }

  private byte[] open(ClosedKey closed) throws GeneralSecurityException, IOException {
    if (closed instanceof Transported transported && transported.by() == transport) {
      return transport == KeyTransport.SM2
          ? ContentKey.openBySm2(closed.bytes(), own.key())
          : ContentKey.openByRsa(closed.bytes(), own.key());
    }
    if (closed instanceof Agreed agreed && transport.isAgreement()) {
      return ContentKey.openByAgreement(
          agreed.bytes(),
          own.key(),
          transport,
          agreed.point(),
          agreed.wrap(),
          agreed.userMaterial());
    }
    throw new GeneralSecurityException("closed for a key of another kind");
  }
}
