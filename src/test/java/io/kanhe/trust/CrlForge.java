package io.kanhe.trust;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Revocation lists that must not settle anything. */
final class CrlForge {

  private CrlForge() {}

  /**
   * @param hours until it ends; negative for one that has ended
   * @param critical with a critical extension that nobody knows
   */
  static byte[] list(KeyIdentity authority, int hours, boolean critical) {
    try {
      Instant now = Instant.now();
      var builder =
          new JcaX509v2CRLBuilder(
              authority.certificate(), Date.from(now.minus(Duration.ofDays(2))));
      builder.setNextUpdate(Date.from(now.plus(Duration.ofHours(hours))));
      if (critical) {
        builder.addExtension(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE);
      }
      return builder
          .build(OcspForge.contentSigner(OcspForge.usual(authority.key()), authority.key()))
          .getEncoded();
    } catch (CertIOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
