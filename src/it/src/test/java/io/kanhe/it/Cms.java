package io.kanhe.it;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * CMS SignedData with the content inside, by Bouncy Castle.
 *
 * <p>Standard: RFC 5652 section 5.
 */
final class Cms {

  private Cms() {}

  static byte[] sign(PartnerKeys keys, String content) {
    return sign(keys, content, "SHA256");
  }

  /**
   * @param digest as in names of signature algorithms: {@code SHA256}, {@code SHA1}
   */
  static byte[] sign(PartnerKeys keys, String content, String digest) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(
                  new JcaContentSignerBuilder(digest + "with" + family(keys)).build(keys.signing()),
                  keys.certificate()));
      return encode(generator, keys, content);
    } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  /** The form of a signed message without any signature. */
  static byte[] unsigned(PartnerKeys keys, String content) {
    try {
      return encode(new CMSSignedDataGenerator(), keys, content);
    } catch (GeneralSecurityException | CMSException e) {
      throw new IllegalStateException("cannot encode", e);
    }
  }

  private static byte[] encode(CMSSignedDataGenerator generator, PartnerKeys keys, String content)
      throws GeneralSecurityException, CMSException {
    generator.addCertificates(new JcaCertStore(keys.chain()));
    try {
      return generator
          .generate(new CMSProcessableByteArray(Digests.utf8(content)), true)
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new CMSException("cannot encode", e);
    }
  }

  private static String family(PartnerKeys keys) {
    String algorithm = keys.signing().getAlgorithm();
    return algorithm.equals("EC") ? "ECDSA" : algorithm;
  }

  /** The signed content of {@code encoded}. Fails unless {@code signer} alone signed it. */
  static byte[] verified(byte[] encoded, X509Certificate signer) {
    try {
      CMSSignedData signed = new CMSSignedData(encoded);
      if (signed.getSignerInfos().size() != 1) {
        throw new AssertionError(signed.getSignerInfos().size() + " signers (expected: 1)");
      }
      SignerInformation only = signed.getSignerInfos().iterator().next();
      X509CertificateHolder holder =
          (X509CertificateHolder)
              signed.getCertificates().getMatches(only.getSID()).iterator().next();
      X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
      if (!certificate.equals(signer)) {
        throw new AssertionError("signed by " + certificate.getSubjectX500Principal());
      }
      if (!only.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))) {
        throw new AssertionError("the signature does not verify");
      }
      return (byte[]) signed.getSignedContent().getContent();
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw new AssertionError("no verifiable CMS SignedData", e);
    }
  }
}
