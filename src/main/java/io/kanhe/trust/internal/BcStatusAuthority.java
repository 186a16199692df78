package io.kanhe.trust.internal;

import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.StatusAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Signs lists and OCSP responses with the authority's own key. Thread-safe. */
public final class BcStatusAuthority implements StatusAuthority {

  /** The one reason that RFC 5280 section 5.3.1 allows to take back. */
  private static final int REASON = CRLReason.certificateHold;

  private final KeyIdentity authority;
  private final Duration validity;
  private final Clock clock;
  private final Map<BigInteger, Instant> revoked = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  /**
   * @param validity of each list and answer
   */
  public BcStatusAuthority(KeyIdentity authority, Duration validity, Clock clock) {
    this.authority = authority;
    this.validity = validity;
    this.clock = clock;
  }

  @Override
  public void revoke(X509Certificate certificate) {
    revoked.putIfAbsent(certificate.getSerialNumber(), now());
  }

  @Override
  public void restore(X509Certificate certificate) {
    revoked.remove(certificate.getSerialNumber());
  }

  @Override
  public byte[] list() {
    try {
      Instant now = now();
      JcaX509v2CRLBuilder builder =
          new JcaX509v2CRLBuilder(authority.certificate(), Date.from(now));
      builder.setNextUpdate(Date.from(now.plus(validity)));
      builder.addExtension(
          Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number.incrementAndGet())));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
      revoked.forEach((serial, since) -> builder.addCRLEntry(serial, Date.from(since), REASON));
      return builder.build(signer()).getEncoded();
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot sign a revocation list", e);
    }
  }

  @Override
  public byte[] answer(byte[] request) {
    try {
      OCSPReq asked = new OCSPReq(request);
      X509CertificateHolder own = new JcaX509CertificateHolder(authority.certificate());
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(own.getSubject()));
      Instant now = now();
      for (Req each : asked.getRequestList()) {
        boolean mine = each.getCertID().matchesIssuer(own, digests);
        builder.addResponse(
            each.getCertID(),
            mine ? status(each.getCertID()) : new UnknownStatus(),
            Date.from(now),
            Date.from(now.plus(validity)));
      }
      Extension nonce = asked.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
      if (nonce != null) {
        builder.setResponseExtensions(new Extensions(nonce));
      }
      return new OCSPRespBuilder()
          .build(
              OCSPResp.SUCCESSFUL,
              builder.build(signer(), new X509CertificateHolder[0], Date.from(now)))
          .getEncoded();
    } catch (IOException
        | OCSPException
        | GeneralSecurityException
        | OperatorCreationException
        | IllegalArgumentException e) {
      return malformed();
    }
  }

  /** BC takes {@code null} for good. */
  @SuppressWarnings("NullAway")
  private CertificateStatus status(CertificateID id) {
    Instant since = revoked.get(id.getSerialNumber());
    return since == null ? CertificateStatus.GOOD : new RevokedStatus(Date.from(since), REASON);
  }

  private static byte[] malformed() {
    try {
      return new OCSPRespBuilder().build(OCSPResp.MALFORMED_REQUEST, null).getEncoded();
    } catch (IOException | OCSPException e) {
      throw new IllegalStateException("an error response is always possible", e);
    }
  }

  private ContentSigner signer() throws OperatorCreationException {
    if (KeyFamily.isSm2(authority.certificate().getPublicKey())) {
      return new Sm2ContentSigner(authority.key());
    }
    String algorithm =
        authority.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new JcaContentSignerBuilder(algorithm).build(authority.key());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
