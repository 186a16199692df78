package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlChars;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code ds:SignedInfo}, read with nothing allowed but the profile of ADR 0004.
 *
 * @param algorithm name from the {@link AlgorithmPolicy}
 */
record SignedReferences(
    XmlElement element, List<String> prefixes, String algorithm, List<Reference> references) {

  private static final int MAX_REFERENCES = 16;
  private static final int MAX_PREFIXES = 64;

  /** A signed element by its id, with the prefix list of its one transform. */
  record Reference(String id, List<String> prefixes, DigestAlgorithm algorithm, byte[] digest) {

    byte[] canonical(XmlElement target) {
      return ExclusiveCanonicalizer.canonicalize(target, prefixes);
    }
  }

  /**
   * @throws KanheException 2003 for an algorithm or transform, 1007 for too many references, 2009
   *     for the structure
   */
  static SignedReferences read(XmlElement element, AlgorithmPolicy policy) {
    List<XmlElement> children = element.elements();
    if (children.size() < 3
        || !children.get(0).is(SoapNames.DS, "CanonicalizationMethod")
        || !children.get(1).is(SoapNames.DS, "SignatureMethod")) {
      throw SoapNames.uncovered("other content of SignedInfo (expected: methods and references)");
    }
    List<String> prefixes = exclusive(children.get(0));
    XmlElement method = children.get(1);
    if (!method.children().isEmpty()) {
      // Attack: HMACOutputLength and parameters that weaken the named algorithm.
      throw SoapNames.forbidden("a SignatureMethod with parameters (expected: none)");
    }
    String algorithm = XmlAlgorithms.signature(method.attribute("", "Algorithm"), policy);
    List<XmlElement> referenced = children.subList(2, children.size());
    if (referenced.size() > MAX_REFERENCES) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          referenced.size() + " references in one signature (allowed: " + MAX_REFERENCES + ")");
    }
    List<Reference> references = new ArrayList<>(referenced.size());
    for (XmlElement reference : referenced) {
      references.add(reference(reference, policy));
    }
    return new SignedReferences(element, prefixes, algorithm, references);
  }

  byte[] canonical() {
    return ExclusiveCanonicalizer.canonicalize(element, prefixes);
  }

  /** What a narrower policy may forbid of it. */
  Signer.Form form() {
    Set<DigestAlgorithm> digests = EnumSet.of(XmlAlgorithms.digestOf(algorithm));
    references.forEach(each -> digests.add(each.algorithm()));
    List<XmlElement> children = element.elements();
    boolean lists =
        hasList(children.get(0))
            || children.subList(2, children.size()).stream()
                .anyMatch(each -> hasList(each.elements().get(0).elements().get(0)));
    return new Signer.Form(digests, lists);
  }

  /** {@link #exclusive} takes no other parameter. */
  private static boolean hasList(XmlElement method) {
    return !method.elements().isEmpty();
  }

  private static Reference reference(XmlElement element, AlgorithmPolicy policy) {
    List<XmlElement> children = element.elements();
    if (!element.is(SoapNames.DS, "Reference")) {
      throw SoapNames.uncovered("other content of SignedInfo (expected: Reference)");
    }
    if (children.isEmpty() || !children.get(0).is(SoapNames.DS, "Transforms")) {
      throw SoapNames.forbidden(
          "a reference without transform, which means inclusive canonicalization");
    }
    List<XmlElement> transforms = children.get(0).elements();
    if (transforms.size() != 1 || !transforms.get(0).is(SoapNames.DS, "Transform")) {
      throw SoapNames.forbidden(
          "a reference with several transforms (set "
              + ExclusiveCanonicalizer.ALGORITHM
              + " as the only one)");
    }
    List<String> prefixes = exclusive(transforms.get(0));
    if (children.size() != 3
        || !children.get(1).is(SoapNames.DS, "DigestMethod")
        || !children.get(2).is(SoapNames.DS, "DigestValue")) {
      throw SoapNames.uncovered(
          "other content of Reference (expected: Transforms, DigestMethod, DigestValue)");
    }
    DigestAlgorithm algorithm =
        XmlAlgorithms.digest(children.get(1).attribute("", "Algorithm"), policy);
    return new Reference(
        localId(element.attribute("", "URI")), prefixes, algorithm, base64(children.get(2)));
  }

  /** Attack: external addresses, the whole document and XPointer. */
  static String localId(@Nullable String uri) {
    if (uri == null || uri.length() < 2 || uri.charAt(0) != '#' || uri.indexOf('(') >= 0) {
      throw SoapNames.uncovered("a reference other than by id (expected: #id)");
    }
    return uri.substring(1);
  }

  /**
   * @throws KanheException 1001 for characters outside the alphabet
   */
  static byte[] base64(XmlElement element) {
    try {
      return Base64.getDecoder().decode(XmlChars.withoutSpace(element.text()));
    } catch (IllegalArgumentException e) {
      throw new KanheException(ErrorCode.MALFORMED, element.localName() + " is not base64");
    }
  }

  /** The prefix list of a method that must be exclusive canonicalization without comments. */
  private static List<String> exclusive(XmlElement method) {
    if (!ExclusiveCanonicalizer.ALGORITHM.equals(method.attribute("", "Algorithm"))) {
      throw SoapNames.forbidden(
          "another "
              + method.localName()
              + " (expected: exclusive canonicalization without comments)");
    }
    List<XmlElement> parameters = method.elements();
    if (parameters.isEmpty()) {
      return List.of();
    }
    XmlElement list = parameters.get(0);
    if (parameters.size() > 1
        || !list.is(ExclusiveCanonicalizer.ALGORITHM, "InclusiveNamespaces")) {
      throw SoapNames.forbidden(
          "other parameters of a canonicalization (expected: InclusiveNamespaces)");
    }
    String prefixes = list.attribute("", "PrefixList");
    if (prefixes == null || XmlChars.isBlank(prefixes)) {
      return List.of();
    }
    List<String> tokens = List.of(XmlChars.strip(prefixes).split("[ \\t\\r\\n]+"));
    if (tokens.size() > MAX_PREFIXES) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED, "a prefix list over " + MAX_PREFIXES + " entries");
    }
    return tokens;
  }
}
