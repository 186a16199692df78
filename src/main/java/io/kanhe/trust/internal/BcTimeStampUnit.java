package io.kanhe.trust.internal;

import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.TimeStampUnit;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** Time stamps with a key in memory, SHA-256 to SHA-512, time to the millisecond. Thread-safe. */
public final class BcTimeStampUnit implements TimeStampUnit {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 96;
  private static final Set<String> DIGESTS =
      Set.of(
          TSPAlgorithms.SHA256.getId(), TSPAlgorithms.SHA384.getId(), TSPAlgorithms.SHA512.getId());

  private final KeyIdentity identity;
  private final String policy;
  private final Clock clock;

  public BcTimeStampUnit(KeyIdentity identity, String policy, Clock clock) {
    this.identity = identity;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public byte[] respond(byte[] request) {
    try {
      TimeStampResponseGenerator generator = new TimeStampResponseGenerator(tokens(), DIGESTS);
      return answer(generator, request);
    } catch (GeneralSecurityException | OperatorCreationException | TSPException | IOException e) {
      throw new IllegalStateException("cannot stamp", e);
    }
  }

  private byte[] answer(TimeStampResponseGenerator generator, byte[] request)
      throws TSPException, IOException {
    BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM);
    try {
      return generator
          .generate(new TimeStampRequest(request), serial, Date.from(clock.instant()))
          .getEncoded();
    } catch (IOException | IllegalArgumentException e) {
      return generator
          .generateFailResponse(
              org.bouncycastle.asn1.cmp.PKIStatus.REJECTION,
              org.bouncycastle.asn1.cmp.PKIFailureInfo.badDataFormat,
              "not a request as RFC 3161 describes it")
          .getEncoded();
    }
  }

  private TimeStampTokenGenerator tokens()
      throws GeneralSecurityException, OperatorCreationException, TSPException {
    var signer =
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setProvider(BouncyCastle.PROVIDER)
            .build(algorithmOf(identity.certificate()), identity.key(), identity.certificate());
    var digest =
        new JcaDigestCalculatorProviderBuilder()
            .setProvider(BouncyCastle.PROVIDER)
            .build()
            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(signer, digest, new ASN1ObjectIdentifier(policy));
    tokens.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
    tokens.setAccuracyMillis(100);
    tokens.addCertificates(new JcaCertStore(identity.chain()));
    return tokens;
  }

  /** Bouncy Castle signs SM2 under the identifier of GM/T 0009 here: the interface takes none. */
  private static String algorithmOf(X509Certificate certificate) {
    return switch (KeyFamily.of(certificate.getPublicKey())) {
      case RSA -> "SHA256withRSA";
      case P_256, P_384 -> "SHA256withECDSA";
      case ED25519 -> "Ed25519";
      case SM2 -> "SM3withSM2";
    };
  }
}
