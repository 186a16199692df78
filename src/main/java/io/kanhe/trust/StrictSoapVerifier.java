package io.kanhe.trust;

import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies over one parse of the raw bytes and gives out only what it canonicalised from that same
 * tree. The cheap checks come first: structure, algorithms, coverage, digests, and the public key
 * operation last.
 */
final class StrictSoapVerifier implements SoapVerifier {

  private final AlgorithmPolicy policy;
  private final SignatureVerification signatures;
  private final XmlLimits limits;

  StrictSoapVerifier(AlgorithmPolicy policy, SignatureVerification signatures, XmlLimits limits) {
    this.policy = policy;
    this.signatures = signatures;
    this.limits = limits;
  }

  @Override
  public VerifiedSoap verify(byte[] raw) {
    XmlElement root = XmlReader.parse(raw, limits).root();
    SoapParts parts = SoapParts.of(root);
    SecurityBlock security = SecurityBlock.of(parts.security());
    SignedReferences signedInfo = SignedReferences.read(security.signedInfo(), policy);
    Map<XmlElement, SignedReferences.Reference> covered =
        coverage(root, parts, security, signedInfo);
    X509Certificate certificate = security.certificate();
    Signer signer = new Signer(certificate, signedInfo.algorithm(), signedInfo.form());
    policy.require(signer);

    byte[] header = new byte[0];
    for (Map.Entry<XmlElement, SignedReferences.Reference> entry : covered.entrySet()) {
      byte[] canonical = verifiedForm(entry.getKey(), entry.getValue());
      if (entry.getKey() == parts.messageHeader()) {
        header = canonical;
      }
    }
    byte[] value = SignedReferences.base64(security.signatureValue());
    if (!signatures.verify(signedInfo.algorithm(), certificate, signedInfo.canonical(), value)) {
      throw new KanheException(
          ErrorCode.SIGNATURE_INVALID, "SignatureValue does not fit SignedInfo");
    }
    return new VerifiedSoap(
        parts.version(),
        header,
        ExclusiveCanonicalizer.canonicalize(parts.payload()),
        signer,
        addressing(parts, "MessageID"),
        addressing(parts, "Action"),
        security.created(),
        security.expires());
  }

  /**
   * The signed elements, all of which are in their place; everything that must be signed is among
   * them.
   */
  private static Map<XmlElement, SignedReferences.Reference> coverage(
      XmlElement root, SoapParts parts, SecurityBlock security, SignedReferences signedInfo) {
    ElementIds ids = ElementIds.of(root);
    if (ids.resolve(SignedReferences.localId(security.tokenReference().attribute("", "URI")))
        != security.token()) {
      throw SoapNames.uncovered("KeyInfo names another element than the BinarySecurityToken");
    }
    Map<XmlElement, SignedReferences.Reference> covered = new IdentityHashMap<>();
    for (SignedReferences.Reference reference : signedInfo.references()) {
      XmlElement target = ids.resolve(reference.id());
      boolean known =
          target == parts.body()
              || target == parts.messageHeader()
              || target == security.timestamp()
              || target == security.token()
              || parts.addressing().stream().anyMatch(block -> block == target);
      if (!known || covered.put(target, reference) != null) {
        throw SoapNames.uncovered("a reference to an element twice or out of its place");
      }
    }
    requireCovered(covered, parts.body(), "Body");
    requireCovered(covered, parts.messageHeader(), "MessageHeader");
    requireCovered(covered, security.timestamp(), "Timestamp");
    parts.addressing().forEach(block -> requireCovered(covered, block, "an addressing header"));
    return covered;
  }

  private static void requireCovered(
      Map<XmlElement, SignedReferences.Reference> covered, XmlElement element, String name) {
    if (!covered.containsKey(element)) {
      throw SoapNames.uncovered(name + " is not signed");
    }
  }

  private static byte[] verifiedForm(XmlElement element, SignedReferences.Reference reference) {
    byte[] canonical = reference.canonical(element);
    byte[] digest = reference.algorithm().newDigest().digest(canonical);
    if (!MessageDigest.isEqual(digest, reference.digest())) {
      throw new KanheException(
          ErrorCode.SIGNATURE_INVALID, "the digest of " + element.localName() + " does not fit");
    }
    return canonical;
  }

  private static @Nullable String addressing(SoapParts parts, String name) {
    List<XmlElement> blocks = parts.addressing();
    for (XmlElement block : blocks) {
      if (block.localName().equals(name)) {
        return block.token();
      }
    }
    return null;
  }
}
