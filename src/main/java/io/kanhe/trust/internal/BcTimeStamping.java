package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CERTIFICATE_UNTRUSTED;
import static io.kanhe.platform.ErrorCode.MALFORMED;
import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.TimeStamp;
import io.kanhe.trust.TimeStamping;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/** Time stamps by Bouncy Castle, under configured anchors. Thread-safe. */
public final class BcTimeStamping implements TimeStamping {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BITS = 64;

  private final Set<X509Certificate> authorities;
  private final CertificatePaths paths;
  private final AlgorithmPolicy policy;

  /**
   * @throws IllegalArgumentException if no certificate is self-signed
   */
  public BcTimeStamping(
      Collection<X509Certificate> anchorsAndIntermediates, AlgorithmPolicy policy) {
    this.authorities = Set.copyOf(anchorsAndIntermediates);
    this.paths = new CertificatePaths(anchorsAndIntermediates);
    this.policy = policy;
  }

  @Override
  public Query query(byte[] data) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    byte[] imprint = DigestAlgorithm.SHA_256.newDigest().digest(data);
    BigInteger nonce = new BigInteger(NONCE_BITS, RANDOM).setBit(NONCE_BITS);
    TimeStampRequest request = generator.generate(TSPAlgorithms.SHA256, imprint, nonce);
    return new BcQuery(request, data.clone());
  }

  @Override
  public TimeStamp verify(byte[] token, byte[] data) {
    try {
      TimeStamp stamp = verifyParsed(token, data);
      if (!Arrays.equals(stamp.token(), token)) {
        throw invalid("the token holds more or other structure than its one form");
      }
      return stamp;
    } catch (KanheException e) {
      throw e;
    } catch (RuntimeException e) {
      // As in BcCmsVerifier: a wrong structure shows as one of many unchecked exceptions.
      throw new KanheException(MALFORMED, "not a time stamp token as RFC 3161 describes it");
    }
  }

  @Override
  public List<X509Certificate> path(byte[] token, byte[] data) {
    TimeStamp stamp = verify(token, data);
    return trustedPath(stamp.authority(), stamp.time());
  }

  private TimeStamp verifyParsed(byte[] token, byte[] data) {
    SignedData signed = BcCmsVerifier.signedDataOf(token);
    if (!signed
        .getEncapContentInfo()
        .getContentType()
        .equals(PKCSObjectIdentifiers.id_ct_TSTInfo)) {
      throw invalid("signed content of another type (expected: TSTInfo)");
    }
    SignerInfo info = BcCmsVerifier.onlySigner(signed);
    List<EmbeddedCertificate> all = EmbeddedCertificate.all(signed, EmbeddedCertificate::read);
    EmbeddedCertificate signer = EmbeddedCertificate.ofSigner(info.getSID(), all);
    Certificate embedded = signer.structure();
    SignatureScheme scheme =
        SignatureScheme.of(
            info.getDigestAlgorithm(),
            info.getDigestEncryptionAlgorithm(),
            embedded.getSubjectPublicKeyInfo(),
            policy);
    X509Certificate authority = signer.certificate();
    TimeStampToken parsed;
    try {
      scheme.verificationKey(authority.getPublicKey(), policy); // refuses weak keys
      parsed = new TimeStampToken(new org.bouncycastle.cms.CMSSignedData(token));
      parsed.validate(
          new JcaSimpleSignerInfoVerifierBuilder()
              .setProvider(BouncyCastle.PROVIDER)
              .build(new X509CertificateHolder(embedded)));
    } catch (TSPException e) {
      throw invalid("the token's signature or its authority's certificate does not verify");
    } catch (GeneralSecurityException | CMSException | IOException | OperatorCreationException e) {
      throw new KanheException(MALFORMED, "the token or its certificate cannot be read");
    }
    TimeStampTokenInfo content = parsed.getTimeStampInfo();
    checkImprint(content, data);
    Instant time = content.getGenTime().toInstant();
    List<X509Certificate> path = trustedPath(authority, time);
    byte[] strict = strict(signed, info, embedded, all, path);
    return new TimeStamp(strict, time, accuracyOf(content), content.getPolicy().getId(), authority);
  }

  private static void checkImprint(TimeStampTokenInfo content, byte[] data) {
    DigestAlgorithm digest = SignatureScheme.digestOf(content.getMessageImprintAlgOID());
    if (!MessageDigest.isEqual(
        content.getMessageImprintDigest(), digest.newDigest().digest(data))) {
      throw invalid("the stamp is over other bytes");
    }
  }

  private List<X509Certificate> trustedPath(X509Certificate authority, Instant time) {
    String reason = "no path from the time stamp authority to a configured anchor";
    for (List<X509Certificate> path : paths.candidates(authority)) {
      Optional<String> refusal = refusal(path, time);
      if (refusal.isEmpty()) {
        return path;
      }
      reason = refusal.get();
    }
    throw new KanheException(CERTIFICATE_UNTRUSTED, "time stamp: " + reason);
  }

  private static Optional<String> refusal(List<X509Certificate> path, Instant time) {
    for (X509Certificate certificate : path) {
      if (time.isBefore(certificate.getNotBefore().toInstant())
          || time.isAfter(certificate.getNotAfter().toInstant())) {
        return Optional.of("a certificate of the path was not in force at the stamp's time");
      }
    }
    Optional<String> weak = KeyUses.weakness(path);
    return weak.isPresent()
        ? weak
        : Optional.ofNullable(PkixCertificateTrust.pathRefusal(path, time));
  }

  /** Keeps what the token brought of its own path; everything else has no business in it. */
  private byte[] strict(
      SignedData signed,
      SignerInfo info,
      Certificate signer,
      List<EmbeddedCertificate> all,
      List<X509Certificate> path) {
    Set<Certificate> kept = new LinkedHashSet<>(List.of(signer));
    for (EmbeddedCertificate each : all) {
      if (authorities.contains(each.certificate()) && path.contains(each.certificate())) {
        kept.add(each.structure());
      }
    }
    if (!SignedDataForm.hasPlainParameters(info)) {
      throw invalid("an algorithm with parameters that it does not have");
    }
    return SignedDataForm.encode(signed, info, signer, kept, null);
  }

  private static Duration accuracyOf(TimeStampTokenInfo content) {
    GenTimeAccuracy accuracy = content.getGenTimeAccuracy();
    return accuracy == null
        ? Duration.ZERO
        : Duration.ofSeconds(accuracy.getSeconds())
            .plusMillis(accuracy.getMillis())
            .plusNanos(accuracy.getMicros() * 1_000L);
  }

  private static KanheException invalid(String reason) {
    return new KanheException(SIGNATURE_INVALID, reason);
  }

  private final class BcQuery implements Query {

    private final TimeStampRequest request;
    private final byte[] data;

    BcQuery(TimeStampRequest request, byte[] data) {
      this.request = request;
      this.data = data;
    }

    @Override
    public byte[] request() {
      try {
        return request.getEncoded();
      } catch (IOException e) {
        throw new IllegalStateException("writing to memory failed", e);
      }
    }

    @Override
    public TimeStamp accept(byte[] response) {
      try {
        TimeStampResponse parsed = new TimeStampResponse(response);
        if (parsed.getTimeStampToken() == null) {
          throw invalid("the authority refused, status " + parsed.getStatus());
        }
        parsed.validate(request);
        // Nonce and imprint fit this request; what it is worth is decided as for any stored token.
        return verifyParsed(parsed.getTimeStampToken().getEncoded(), data);
      } catch (KanheException e) {
        throw e;
      } catch (TSPException e) {
        throw invalid("the answer does not belong to the request (nonce, imprint or status)");
      } catch (IOException | RuntimeException e) {
        throw new KanheException(MALFORMED, "not an answer as RFC 3161 describes it");
      }
    }
  }
}
