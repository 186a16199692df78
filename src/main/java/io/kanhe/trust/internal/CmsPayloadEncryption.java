package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.PayloadEncryption;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Writes the envelopes that {@link AuthEnvelopedReader} reads. Thread-safe. */
public final class CmsPayloadEncryption implements PayloadEncryption {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AlgorithmIdentifier SHA256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
  private static final AlgorithmIdentifier OAEP =
      new AlgorithmIdentifier(
          PKCSObjectIdentifiers.id_RSAES_OAEP,
          new RSAESOAEPparams(
              SHA256,
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA256),
              RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
  private static final AlgorithmIdentifier SM2 =
      new AlgorithmIdentifier(GMObjectIdentifiers.sm2encrypt);
  private static final AlgorithmIdentifier WRAP =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);
  private static final AlgorithmIdentifier AGREEMENT =
      new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, WRAP);

  @Override
  public byte[] encrypt(byte[] content, List<X509Certificate> recipients) {
    if (recipients.isEmpty() || recipients.size() > AuthEnvelopedReader.MAXIMUM_RECIPIENTS) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          recipients.size()
              + " recipients (expected: 1 to "
              + AuthEnvelopedReader.MAXIMUM_RECIPIENTS
              + ")");
    }
    ContentCipher cipher = KeyTransport.of(recipients.get(0)).cipher();
    byte[] key = ContentKey.random(cipher);
    try {
      ASN1EncodableVector infos = new ASN1EncodableVector();
      for (X509Certificate recipient : recipients) {
        infos.add(recipientInfo(key, cipher, recipient));
      }
      return envelope(cipher, key, content, infos);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot encrypt for allowed certificates", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] envelope(
      ContentCipher cipher, byte[] key, byte[] content, ASN1EncodableVector recipients)
      throws GeneralSecurityException, IOException {
    byte[] nonce = new byte[ContentCipher.NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = cipher.encrypt(key, nonce, new byte[0], content);
    int length = sealed.length - ContentCipher.TAG_BYTES;
    EncryptedContentInfo info =
        new EncryptedContentInfo(
            CMSObjectIdentifiers.data,
            cipher.algorithm(nonce),
            new DEROctetString(Arrays.copyOf(sealed, length)));
    AuthEnvelopedData data =
        new AuthEnvelopedData(
            null,
            new DERSet(recipients),
            info,
            null,
            new DEROctetString(Arrays.copyOfRange(sealed, length, sealed.length)),
            null);
    return new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, data)
        .getEncoded(ASN1Encoding.DER);
  }

  private static RecipientInfo recipientInfo(
      byte[] key, ContentCipher cipher, X509Certificate recipient)
      throws GeneralSecurityException, IOException {
    KeyTransport transport = KeyTransport.of(recipient);
    if (transport.cipher() != cipher) {
      throw new KanheException(
          ErrorCode.ALGORITHM_FORBIDDEN,
          "SM2 beside other recipients (expected: an envelope of its own)");
    }
    IssuerAndSerialNumber name =
        new IssuerAndSerialNumber(
            X500Name.getInstance(recipient.getIssuerX500Principal().getEncoded()),
            recipient.getSerialNumber());
    return switch (transport) {
      case RSA_OAEP_SHA256 ->
          transported(name, OAEP, ContentKey.closeByRsa(key, recipient.getPublicKey()));
      case SM2 -> transported(name, SM2, ContentKey.closeBySm2(key, recipient.getPublicKey()));
      case ECDH_P256, ECDH_P384 -> agreed(name, transport, key, recipient);
    };
  }

  private static RecipientInfo transported(
      IssuerAndSerialNumber name, AlgorithmIdentifier algorithm, byte[] closed) {
    return new RecipientInfo(
        new KeyTransRecipientInfo(
            new RecipientIdentifier(name), algorithm, new DEROctetString(closed)));
  }

  private static RecipientInfo agreed(
      IssuerAndSerialNumber name, KeyTransport transport, byte[] key, X509Certificate recipient)
      throws GeneralSecurityException, IOException {
    KeyPair ephemeral = ContentKey.ephemeral(transport);
    byte[] closed =
        ContentKey.closeByAgreement(key, ephemeral.getPrivate(), recipient.getPublicKey(), WRAP);
    SubjectPublicKeyInfo own = SubjectPublicKeyInfo.getInstance(ephemeral.getPublic().getEncoded());
    OriginatorPublicKey originator =
        new OriginatorPublicKey(
            new AlgorithmIdentifier(own.getAlgorithm().getAlgorithm()),
            own.getPublicKeyData().getOctets());
    RecipientEncryptedKey encrypted =
        new RecipientEncryptedKey(
            new KeyAgreeRecipientIdentifier(name), new DEROctetString(closed));
    return new RecipientInfo(
        new KeyAgreeRecipientInfo(
            new OriginatorIdentifierOrKey(originator),
            null,
            AGREEMENT,
            new DERSequence(encrypted)));
  }
}
