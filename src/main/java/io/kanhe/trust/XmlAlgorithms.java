package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Algorithm identifiers of XML Signature with their names in the {@link AlgorithmPolicy}.
 *
 * <p>Standard: RFC 9231 section 2, XML Signature 1.1 section 6.
 */
final class XmlAlgorithms {

  private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";

  private static final Map<String, String> SIGNATURES =
      Map.of(
          MORE + "rsa-sha256",
          "RSA-SHA256",
          MORE + "rsa-sha384",
          "RSA-SHA384",
          MORE + "rsa-sha512",
          "RSA-SHA512",
          "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
          "RSA-PSS-SHA256",
          MORE + "ecdsa-sha256",
          "ECDSA-P256-SHA256",
          MORE + "ecdsa-sha384",
          "ECDSA-P384-SHA384",
          "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519",
          "Ed25519");

  private static final Map<String, DigestAlgorithm> DIGESTS =
      Map.of(
          "http://www.w3.org/2001/04/xmlenc#sha256",
          DigestAlgorithm.SHA_256,
          MORE + "sha384",
          DigestAlgorithm.SHA_384,
          "http://www.w3.org/2001/04/xmlenc#sha512",
          DigestAlgorithm.SHA_512);

  private static final String SM2_SM3 = "SM2-SM3";
  private static final String SHA_256 = "http://www.w3.org/2001/04/xmlenc#sha256";

  private XmlAlgorithms() {}

  /**
   * @throws io.kanhe.platform.KanheException 2003 for any other identifier
   */
  static String signature(@Nullable String uri, AlgorithmPolicy policy) {
    String name = uri == null ? null : SIGNATURES.get(uri);
    if (uri != null && policy.xml().signatures().contains(uri)) {
      name = SM2_SM3;
    }
    if (name == null || !policy.signatures().contains(name)) {
      throw SoapNames.forbidden(
          "a SignatureMethod that is not allowed here; SHA-1 never is (set "
              + (policy.signatures().contains("RSA-SHA256")
                  ? MORE + "rsa-sha256"
                  : "one of " + policy.signatures().stream().sorted().toList())
              + ")");
    }
    return name;
  }

  /**
   * @throws io.kanhe.platform.KanheException 2003 for any other identifier
   */
  static DigestAlgorithm digest(@Nullable String uri, AlgorithmPolicy policy) {
    DigestAlgorithm algorithm = uri == null ? null : DIGESTS.get(uri);
    if (uri != null && policy.xml().digests().contains(uri)) {
      algorithm = DigestAlgorithm.SM3;
    }
    if (algorithm == null || !policy.digests().contains(algorithm)) {
      throw SoapNames.forbidden(
          "a DigestMethod that is not allowed here; SHA-1 never is (set "
              + (policy.digests().contains(DigestAlgorithm.SHA_256)
                  ? SHA_256
                  : "one of " + policy.digests().stream().sorted().toList())
              + ")");
    }
    return algorithm;
  }

  /** What the signature itself hashes with. */
  static DigestAlgorithm digestOf(String signatureName) {
    return switch (signatureName) {
      case "RSA-SHA256", "RSA-PSS-SHA256", "ECDSA-P256-SHA256" -> DigestAlgorithm.SHA_256;
      case "RSA-SHA384", "ECDSA-P384-SHA384" -> DigestAlgorithm.SHA_384;
      case "RSA-SHA512", "Ed25519" -> DigestAlgorithm.SHA_512;
      case SM2_SM3 -> DigestAlgorithm.SM3;
      default -> throw new IllegalArgumentException("no digest for " + signatureName);
    };
  }

  /** What a signer of {@code signatureName} digests with. */
  static DigestAlgorithm digestFor(String signatureName) {
    return signatureName.equals(SM2_SM3) ? DigestAlgorithm.SM3 : DigestAlgorithm.SHA_256;
  }

  /** Identifier of what {@link #digestFor} answers. */
  static String digestUriFor(String signatureName, NationalXml xml) {
    return signatureName.equals(SM2_SM3) ? xml.digest() : SHA_256;
  }

  /** Identifier for a name of the policy. */
  static String uri(String signatureName, NationalXml xml) {
    if (signatureName.equals(SM2_SM3)) {
      return xml.signature();
    }
    for (Map.Entry<String, String> entry : SIGNATURES.entrySet()) {
      if (entry.getValue().equals(signatureName)) {
        return entry.getKey();
      }
    }
    throw new IllegalArgumentException("no identifier for " + signatureName);
  }
}
