package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TrustConfiguration {

  private static final byte[] TRIAL = {1};

  @Bean
  AlgorithmPolicy algorithmPolicy(KanheProperties properties) {
    return policy(properties.crypto());
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID for a name or size that would widen the list
   */
  static AlgorithmPolicy policy(KanheProperties.Crypto crypto) {
    KanheProperties.CryptoXml names = crypto.xml();
    NationalXml usual = NationalXml.standard();
    NationalXml xml =
        new NationalXml(
            names.signature(),
            names.digest(),
            names.acceptedSignatures().isEmpty()
                ? usual.signatures()
                : Set.copyOf(names.acceptedSignatures()),
            names.acceptedDigests().isEmpty()
                ? usual.digests()
                : Set.copyOf(names.acceptedDigests()),
            names.plainSignatures());
    try {
      return AlgorithmPolicy.strict()
          .with(xml)
          .narrowed(
              new Narrowing(
                  Set.copyOf(crypto.signatures()),
                  digests(crypto.digests()),
                  crypto.minimumRsaBits(),
                  crypto.minimumEcBits(),
                  names.prefixLists(),
                  crypto.nonRepudiation(),
                  Set.copyOf(crypto.contentCiphers()),
                  Set.copyOf(crypto.keyTransports())));
    } catch (IllegalArgumentException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, "kanhe.crypto: " + e.getMessage(), e);
    }
  }

  private static Set<DigestAlgorithm> digests(List<String> labels) {
    return labels.stream().map(DigestAlgorithm::ofLabel).collect(Collectors.toSet());
  }

  /** The gateway's own signing key. */
  @Bean
  KeyIdentity gatewayIdentity(KanheProperties properties, AlgorithmPolicy policy, Clock clock) {
    return suited(ownKey(properties), policy, clock);
  }

  /**
   * The gateway verifies what it says itself as it verifies everything: a policy that forbids its
   * own signature would only be found out by the first message of its own.
   *
   * @throws KanheException 5006 CONFIGURATION_INVALID if {@code policy} forbids it
   */
  static KeyIdentity suited(KeyIdentity own, AlgorithmPolicy policy, Clock clock) {
    byte[] signed = Trust.cmsSigner(own, clock).sign(TRIAL);
    try {
      Trust.cmsVerifier(policy).verify(signed);
      return own;
    } catch (KanheException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.crypto forbids the gateway's own key, kanhe.keys.signing: " + e.getMessage(),
          e);
    }
  }

  private static KeyIdentity ownKey(KanheProperties properties) {
    KanheProperties.Token token = properties.keys().token();
    if (!token.library().isEmpty()) {
      return Trust.loadTokenIdentity(
          Path.of(token.library()),
          token.slot(),
          properties.resolve(token.pinFile()),
          token.signing());
    }
    Path file = properties.resolve(properties.keys().signing());
    return Trust.loadKeyIdentity(file, properties.resolve(properties.keys().passwordFile()));
  }

  @Bean
  CmsSigner cmsSigner(KeyIdentity gatewayIdentity, Clock clock) {
    return Trust.cmsSigner(gatewayIdentity, clock);
  }

  @Bean
  CmsVerifier cmsVerifier(AlgorithmPolicy policy) {
    return Trust.cmsVerifier(policy);
  }

  @Bean
  SoapSigner soapSigner(KeyIdentity gatewayIdentity, AlgorithmPolicy policy) {
    return Trust.soapSigner(gatewayIdentity, policy.xml());
  }

  @Bean
  SoapVerifier soapVerifier(AlgorithmPolicy policy, KanheProperties properties) {
    KanheProperties.IntakeSettings intake = properties.intake();
    XmlLimits limits =
        XmlLimits.defaults()
            .withShape(intake.xmlDepth(), intake.xmlAttributes(), intake.xmlElements())
            .withMaxBytes(Math.toIntExact(properties.https().maxRequest().toBytes()));
    return Trust.soapVerifier(policy, limits);
  }

  @Bean
  CertificateTrust certificateTrust(KanheProperties properties, Revocation revocation) {
    return Trust.certificateTrust(
        Trust.readAnchors(properties.resolve(properties.keys().anchors())), revocation);
  }

  /** Its {@code close}, where it has one, is called by Spring. */
  @Bean
  Revocation revocation(KanheProperties properties, Database database, Clock clock) {
    RevocationPolicy policy = ConfiguredRevocation.policy(properties);
    return policy.mode() == RevocationPolicy.Mode.OFF
        ? Revocation.OFF
        : Trust.revocation(policy, new JdbcRevocationMemory(database), clock);
  }

  /** Signs evidence files with the gateway's own key. */
  @Bean
  ContainerSigner containerSigner(
      KeyIdentity gatewayIdentity, Clock clock, KanheProperties properties, Revocation revocation) {
    return Trust.containerSigner(
        gatewayIdentity,
        clock,
        Trust.readStampAnchors(properties.resolve(properties.keys().anchors())),
        revocation);
  }

  @Bean
  TimeStamping timeStamping(KanheProperties properties, AlgorithmPolicy policy) {
    return Trust.timeStamping(
        Trust.readStampAnchors(properties.resolve(properties.keys().anchors())), policy);
  }

  @Bean
  NoteSigner noteSigner(KanheProperties properties) {
    return Trust.noteSigner(
        properties.ledger().origin(), properties.resolve(properties.keys().log()));
  }

  @Bean
  NoteVerifier noteVerifier(NoteSigner signer) {
    return Trust.noteVerifier(signer.verifierKey());
  }
}
