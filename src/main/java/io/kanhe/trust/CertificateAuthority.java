package io.kanhe.trust;

import io.kanhe.trust.internal.BcCertificateIssuer;
import io.kanhe.trust.internal.CertificateTemplate;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority in memory: makes the keys and certificates of the sandbox and of tests.
 * Not a CA product: it keeps no register, and serials are random 128-bit numbers.
 *
 * <p>Standard: RFC 5280 section 4. Thread-safe.
 */
public final class CertificateAuthority {

  private final PrivateKey key;
  private final List<X509Certificate> path;
  private final @Nullable RevocationPoint point;

  private CertificateAuthority(
      PrivateKey key, List<X509Certificate> path, @Nullable RevocationPoint point) {
    this.key = key;
    this.path = List.copyOf(path);
    this.point = point;
  }

  /** A self-signed root that may have issuing authorities under it. */
  public static CertificateAuthority root(SubjectName name, KeyKind kind, Validity validity) {
    KeyPair pair = kind.generate();
    CertificateTemplate template = CertificateTemplate.authority(name, validity, 1);
    X509Certificate root = BcCertificateIssuer.selfSigned(pair.getPrivate()).issue(template, pair);
    return new CertificateAuthority(pair.getPrivate(), List.of(root), null);
  }

  /** An authority under this one that issues end-entity certificates only (path length 0). */
  public CertificateAuthority issuing(SubjectName name, KeyKind kind, Validity validity) {
    KeyPair pair = kind.generate();
    X509Certificate own = issuer().issue(CertificateTemplate.authority(name, validity, 0), pair);
    List<X509Certificate> longer = new ArrayList<>(List.of(own));
    longer.addAll(path);
    return new CertificateAuthority(pair.getPrivate(), longer, null);
  }

  /** The same authority, whose certificates name {@code where} from now on. */
  public CertificateAuthority publishing(RevocationPoint where) {
    return new CertificateAuthority(key, path, where);
  }

  /** Key usage digitalSignature and nonRepudiation, extended key usage emailProtection. */
  public KeyIdentity signing(SubjectName name, KeyKind kind, Validity validity) {
    return issue(CertificateTemplate.signing(name, validity), kind);
  }

  /**
   * Key usage digitalSignature and keyEncipherment, extended key usage serverAuth and clientAuth,
   * for {@code localhost} and {@code 127.0.0.1}. Must never be accepted for signing messages.
   */
  public KeyIdentity tls(SubjectName name, KeyKind kind, Validity validity) {
    return issue(CertificateTemplate.tls(name, validity), kind);
  }

  /**
   * Key usage keyAgreement for P-256 and P-384, keyEncipherment and dataEncipherment for RSA and
   * SM2: the second of the pair of certificates that a participant has, never for signing.
   */
  public KeyIdentity encryption(SubjectName name, KeyKind kind, Validity validity) {
    boolean agreement = kind == KeyKind.P_256 || kind == KeyKind.P_384;
    return issue(CertificateTemplate.encryption(name, validity, agreement), kind);
  }

  /** Extended key usage timeStamping only and critical, as RFC 3161 section 2.3 asks. */
  public KeyIdentity timestamping(SubjectName name, KeyKind kind, Validity validity) {
    return issue(CertificateTemplate.timestamping(name, validity), kind);
  }

  public X509Certificate certificate() {
    return path.get(0);
  }

  /** The self-signed certificate at the end of the path. */
  public X509Certificate anchor() {
    return path.get(path.size() - 1);
  }

  /** Own key with the certificates up to, but without, the anchor; of a root the root itself. */
  public KeyIdentity identity() {
    return new KeyIdentity(key, path.size() == 1 ? path : path.subList(0, path.size() - 1));
  }

  private KeyIdentity issue(CertificateTemplate template, KeyKind kind) {
    KeyPair pair = kind.generate();
    List<X509Certificate> chain = new ArrayList<>(List.of(issuer().issue(template, pair)));
    chain.addAll(path.subList(0, path.size() - 1));
    return new KeyIdentity(pair.getPrivate(), chain);
  }

  private BcCertificateIssuer issuer() {
    return BcCertificateIssuer.under(certificate(), key).publishing(point);
  }
}
