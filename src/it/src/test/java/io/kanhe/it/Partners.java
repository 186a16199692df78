package io.kanhe.it;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The partners of the sandbox, each connected when it is first asked for. */
final class Partners implements AutoCloseable {

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("met-taizhou", "12331000TEXT000177"),
          Map.entry("water-taizhou", "11331000TEXT000255"),
          Map.entry("insurer-a", "91331000TEXT000A0M"),
          Map.entry("insurer-b", "91331000TEXT000B9J"),
          Map.entry("insurer-c", "91330200TEXT000C7B"),
          Map.entry("regulator-zj", "11330000TEXT0005X6"),
          Map.entry("police-tz", "11331000TEXT000330"),
          Map.entry("police-traffic-tz", "11331000TEXT000J4J"),
          Map.entry("police-econ-tz", "11331000TEXT000GXX"),
          Map.entry("emergency-tz", "11331000TEXT00068J"),
          Map.entry("political-legal-tz", "11331000TEXT000M95"),
          Map.entry("husbandry-tz", "11331000TEXT00041T"),
          Map.entry("disposal-plant", "91331081TEXT000D5J"),
          Map.entry("broker-x", "91331000TEXT000F1X"));

  private final GatewayUnderTest gateway;
  private final X509Certificate gatewaySigner;
  private final Map<String, Partner> connected = new LinkedHashMap<>();

  Partners(GatewayUnderTest gateway) throws IOException, GeneralSecurityException {
    this.gateway = gateway;
    this.gatewaySigner = trustedSigner(gateway);
  }

  /** The gateway's signing certificate, after its path to the sandbox's root was checked. */
  private static X509Certificate trustedSigner(GatewayUnderTest gateway)
      throws IOException, GeneralSecurityException {
    X509Certificate signer = only(gateway, "kanhe/signing.pem");
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(only(gateway, "trust/root.pem"), null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(signer, only(gateway, "trust/issuing-ca.pem"))),
            parameters);
    return signer;
  }

  private static X509Certificate only(GatewayUnderTest gateway, String file)
      throws IOException, GeneralSecurityException {
    return PartnerKeys.certificates(gateway.certs().resolve(file)).get(0);
  }

  X509Certificate gatewaySigner() {
    return gatewaySigner;
  }

  Partner get(String id) {
    return connected.computeIfAbsent(
        id, name -> new Partner(name, CODES.get(name), gateway, gatewaySigner));
  }

  @Override
  public void close() {
    connected.values().forEach(Partner::close);
  }
}
