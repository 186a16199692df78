package io.kanhe.trust.internal;

import io.kanhe.trust.RevocationPoint;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of revocation services as a certificate names them: plain HTTP only.
 *
 * <p>Standard: RFC 5280 sections 4.2.1.13 and 4.2.2.1.
 */
final class StatusAddresses {

  private StatusAddresses() {}

  static void add(X509v3CertificateBuilder builder, RevocationPoint point) throws IOException {
    DistributionPointName list = new DistributionPointName(new GeneralNames(uri(point.list())));
    builder.addExtension(
        Extension.cRLDistributionPoints,
        false,
        new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(list, null, null)}));
    URI ocsp = point.ocsp();
    if (ocsp != null) {
      builder.addExtension(
          Extension.authorityInfoAccess,
          false,
          new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, uri(ocsp)));
    }
  }

  private static GeneralName uri(URI address) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, address.toString());
  }

  static @Nullable URI ocsp(X509Certificate certificate) {
    List<GeneralName> names = new ArrayList<>();
    ASN1Primitive value = extension(certificate, Extension.authorityInfoAccess.getId());
    if (value != null) {
      for (AccessDescription each :
          AuthorityInformationAccess.getInstance(value).getAccessDescriptions()) {
        if (each.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
          names.add(each.getAccessLocation());
        }
      }
    }
    return first(names);
  }

  static @Nullable URI list(X509Certificate certificate) {
    List<GeneralName> names = new ArrayList<>();
    ASN1Primitive value = extension(certificate, Extension.cRLDistributionPoints.getId());
    if (value != null) {
      for (DistributionPoint each : CRLDistPoint.getInstance(value).getDistributionPoints()) {
        DistributionPointName name = each.getDistributionPoint();
        if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
          names.addAll(List.of(GeneralNames.getInstance(name.getName()).getNames()));
        }
      }
    }
    return first(names);
  }

  private static @Nullable ASN1Primitive extension(X509Certificate certificate, String oid) {
    byte[] wrapped = certificate.getExtensionValue(oid);
    try {
      return wrapped == null
          ? null
          : ASN1Primitive.fromByteArray(ASN1OctetString.getInstance(wrapped).getOctets());
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable URI first(List<GeneralName> names) {
    for (GeneralName name : names) {
      if (name.getTagNo() == GeneralName.uniformResourceIdentifier) {
        try {
          URI uri = URI.create(name.getName().toString());
          if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
            return uri;
          }
        } catch (IllegalArgumentException e) {
          continue;
        }
      }
    }
    return null;
  }
}
