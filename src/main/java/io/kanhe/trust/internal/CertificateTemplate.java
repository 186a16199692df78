package io.kanhe.trust.internal;

import io.kanhe.trust.SubjectName;
import io.kanhe.trust.Validity;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * What goes into a certificate, apart from keys and issuer.
 *
 * @param pathLength of an authority how many authorities may follow; -1 for an end entity
 * @param keyUsageBits as in {@link KeyUsage}
 * @param extendedUsages dotted object identifiers; empty leaves the extension out
 * @param hosts DNS names and IPv4 addresses
 */
public record CertificateTemplate(
    SubjectName subject,
    Validity validity,
    int pathLength,
    int keyUsageBits,
    List<String> extendedUsages,
    List<String> hosts) {

  public CertificateTemplate {
    extendedUsages = List.copyOf(extendedUsages);
    hosts = List.copyOf(hosts);
  }

  public static CertificateTemplate authority(SubjectName name, Validity validity, int pathLength) {
    int usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    return new CertificateTemplate(name, validity, pathLength, usage, List.of(), List.of());
  }

  public static CertificateTemplate signing(SubjectName name, Validity validity) {
    int usage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
    return endEntity(name, validity, usage, List.of(KeyPurposeId.id_kp_emailProtection.getId()));
  }

  public static CertificateTemplate encryption(
      SubjectName name, Validity validity, boolean agreement) {
    int usage =
        agreement ? KeyUsage.keyAgreement : KeyUsage.keyEncipherment | KeyUsage.dataEncipherment;
    return endEntity(name, validity, usage, List.of(KeyPurposeId.id_kp_emailProtection.getId()));
  }

  public static CertificateTemplate tls(SubjectName name, Validity validity) {
    return new CertificateTemplate(
        name,
        validity,
        -1,
        KeyUsage.digitalSignature | KeyUsage.keyEncipherment,
        List.of(KeyPurposeId.id_kp_serverAuth.getId(), KeyPurposeId.id_kp_clientAuth.getId()),
        List.of("localhost", "127.0.0.1"));
  }

  public static CertificateTemplate timestamping(SubjectName name, Validity validity) {
    int usage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
    return endEntity(name, validity, usage, List.of(KeyPurposeId.id_kp_timeStamping.getId()));
  }

  public static CertificateTemplate endEntity(
      SubjectName name, Validity validity, int keyUsageBits, List<String> extendedUsages) {
    return new CertificateTemplate(name, validity, -1, keyUsageBits, extendedUsages, List.of());
  }

  boolean isAuthority() {
    return pathLength >= 0;
  }
}
