package io.kanhe.trust.internal;

import io.kanhe.trust.RevocationAnswer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Asks by OCSP and judges what comes back. Everything but a signed "good" or "revoked" about this
 * very certificate, by its issuer or a responder that the issuer named for it, is no answer.
 *
 * <p>Standard: RFC 6960 sections 3.2 and 4.2, RFC 9654 for the nonce.
 */
final class BcOcsp {

  private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private BcOcsp() {}

  static byte[] request(X509Certificate certificate, X509Certificate issuer, byte[] nonce) {
    try {
      var digests =
          new JcaDigestCalculatorProviderBuilder().setProvider(BouncyCastle.PROVIDER).build();
      CertificateID id =
          new CertificateID(
              digests.get(CertificateID.HASH_SHA1),
              new JcaX509CertificateHolder(issuer),
              certificate.getSerialNumber());
      Extension extension =
          new Extension(
              OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
              false,
              new DEROctetString(nonce).getEncoded());
      return new OCSPReqBuilder()
          .addRequest(id)
          .setRequestExtensions(new Extensions(extension))
          .build()
          .getEncoded();
    } catch (IOException | OCSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("an OCSP request cannot be made", e);
    }
  }

  /**
   * @param nonce of the request; {@code null} when an archived response is checked
   * @param at for which the answer has to hold
   * @param maximumAge how old an answer may be, whatever it says of itself
   */
  static Verdict status(
      byte[] response,
      X509Certificate certificate,
      X509Certificate issuer,
      byte @Nullable [] nonce,
      Instant at,
      Duration maximumAge)
      throws NoAnswer {
    try {
      BasicOCSPResp basic = basic(response);
      checkNonce(basic, nonce);
      checkSignature(basic, issuer);
      SingleResp single = single(basic, certificate, issuer);
      RevocationAnswer answer = current(response, single, at, maximumAge);
      CertificateStatus status = single.getCertStatus();
      if (status == CertificateStatus.GOOD) {
        return Verdict.good(answer);
      }
      if (status instanceof RevokedStatus revoked) {
        String when = "revoked at " + revoked.getRevocationTime().toInstant();
        return Verdict.revoked(when, answer);
      }
      throw NoAnswer.unknown("the OCSP responder does not know the certificate");
    } catch (IOException
        | OCSPException
        | OperatorCreationException
        | GeneralSecurityException
        | RuntimeException e) {
      // Bouncy Castle reports some malformed structures by unchecked exceptions.
      throw new NoAnswer("the OCSP response cannot be read");
    }
  }

  private static BasicOCSPResp basic(byte[] response) throws NoAnswer, IOException, OCSPException {
    OCSPResp parsed = new OCSPResp(response);
    if (parsed.getStatus() != OCSPResp.SUCCESSFUL) {
      throw new NoAnswer("the OCSP responder answered with status " + parsed.getStatus());
    }
    if (parsed.getResponseObject() instanceof BasicOCSPResp basic) {
      return basic;
    }
    throw new NoAnswer("the OCSP response is of another kind than basic");
  }

  /** A responder may leave the nonce out (then its times decide), but not answer with another. */
  private static void checkNonce(BasicOCSPResp basic, byte @Nullable [] nonce) throws NoAnswer {
    Extension found = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce == null || found == null) {
      return;
    }
    byte[] value =
        org.bouncycastle.asn1.ASN1OctetString.getInstance(found.getParsedValue()).getOctets();
    if (!Arrays.equals(value, nonce)) {
      throw new NoAnswer("the OCSP response answers another request: its nonce differs");
    }
  }

  private static void checkSignature(BasicOCSPResp basic, X509Certificate issuer)
      throws NoAnswer, GeneralSecurityException, OperatorCreationException, OCSPException {
    if (!KeyUses.isStrong(basic.getSignatureAlgOID().getId())) {
      throw new NoAnswer("the OCSP response is signed by a weak algorithm");
    }
    PublicKey key = responder(basic, issuer);
    var verifier =
        new JcaContentVerifierProviderBuilder().setProvider(BouncyCastle.PROVIDER).build(key);
    if (!basic.isSignatureValid(verifier)) {
      throw new NoAnswer("the signature of the OCSP response does not verify");
    }
  }

  private static PublicKey responder(BasicOCSPResp basic, X509Certificate issuer)
      throws NoAnswer, GeneralSecurityException, OperatorCreationException, OCSPException {
    if (names(basic.getResponderId(), new JcaX509CertificateHolder(issuer))) {
      return issuer.getPublicKey();
    }
    for (X509CertificateHolder holder : basic.getCerts()) {
      if (names(basic.getResponderId(), holder)) {
        return delegated(holder, issuer, basic.getProducedAt().toInstant()).getPublicKey();
      }
    }
    throw new NoAnswer("the OCSP response is signed by nobody that the issuer named");
  }

  /** RFC 6960 section 4.2.2.2: issued by the very issuer, for this use. */
  private static X509Certificate delegated(
      X509CertificateHolder holder, X509Certificate issuer, Instant at) throws NoAnswer {
    try {
      X509Certificate responder = Certificates.parse(holder.getEncoded());
      responder.verify(issuer.getPublicKey(), BouncyCastle.PROVIDER);
      List<String> purposes = responder.getExtendedKeyUsage();
      boolean named =
          responder.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
              && purposes != null
              && purposes.contains(OCSP_SIGNING);
      // Without this mark the responder's own certificate would have to be asked about in turn.
      boolean unchecked = holder.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck) != null;
      if (!named || !unchecked || KeyUses.weakness(List.of(responder, issuer)).isPresent()) {
        throw new NoAnswer(
            "the OCSP responder's certificate is not for that (expected: of the same issuer, with"
                + " OCSPSigning and ocsp-nocheck)");
      }
      if (at.isBefore(responder.getNotBefore().toInstant())
          || at.isAfter(responder.getNotAfter().toInstant())) {
        throw new NoAnswer("the OCSP responder's certificate is not in force");
      }
      return responder;
    } catch (IOException | CertificateException e) {
      throw new NoAnswer("the OCSP responder's certificate cannot be read");
    } catch (GeneralSecurityException e) {
      throw new NoAnswer("the OCSP responder's certificate is of another issuer");
    }
  }

  private static boolean names(RespID id, X509CertificateHolder holder)
      throws OCSPException, OperatorCreationException {
    var digests =
        new JcaDigestCalculatorProviderBuilder().setProvider(BouncyCastle.PROVIDER).build();
    RespID byKey = new RespID(holder.getSubjectPublicKeyInfo(), digests.get(RespID.HASH_SHA1));
    return id.equals(new RespID(holder.getSubject())) || id.equals(byKey);
  }

  private static SingleResp single(
      BasicOCSPResp basic, X509Certificate certificate, X509Certificate issuer)
      throws NoAnswer, GeneralSecurityException, OperatorCreationException, OCSPException {
    var digests =
        new JcaDigestCalculatorProviderBuilder().setProvider(BouncyCastle.PROVIDER).build();
    SingleResp found = null;
    for (SingleResp each : basic.getResponses()) {
      CertificateID id = each.getCertID();
      if (id.getSerialNumber().equals(certificate.getSerialNumber())
          && id.matchesIssuer(new JcaX509CertificateHolder(issuer), digests)) {
        if (found != null) {
          throw new NoAnswer("the OCSP response speaks twice of the certificate");
        }
        found = each;
      }
    }
    if (found == null) {
      throw new NoAnswer("the OCSP response is about another certificate");
    }
    return found;
  }

  private static RevocationAnswer current(
      byte[] response, SingleResp single, Instant at, Duration maximumAge) throws NoAnswer {
    Instant from = single.getThisUpdate().toInstant();
    Instant until = single.getNextUpdate() == null ? null : single.getNextUpdate().toInstant();
    if (from.isAfter(at.plus(CLOCK_TOLERANCE))) {
      throw new NoAnswer("the OCSP response begins in the future");
    }
    if (until != null && until.plus(CLOCK_TOLERANCE).isBefore(at)
        || from.plus(maximumAge).plus(CLOCK_TOLERANCE).isBefore(at)) {
      throw new NoAnswer("the OCSP response is stale");
    }
    return new RevocationAnswer(RevocationAnswer.Form.OCSP, response, from, until);
  }
}
