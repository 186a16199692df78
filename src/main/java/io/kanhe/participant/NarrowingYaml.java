package io.kanhe.participant;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.Narrowing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code algorithms:} of a participant's file: a list of signatures, or the settings of
 * {@code kanhe.crypto} that narrow. A wrong name must not silently shut somebody out, so every name
 * has to be one that Kanhe knows; {@code io.kanhe.intake} compares with what the gateway allows.
 */
final class NarrowingYaml {

  private static final AlgorithmPolicy KNOWN = AlgorithmPolicy.strict();
  private static final String SIGNATURES = "signatures";
  private static final String DIGESTS = "digests";
  private static final String RSA = "minimumRsaBits";
  private static final String EC = "minimumEcBits";
  private static final String LISTS = "prefixLists";
  private static final String REPUDIATION = "nonRepudiation";
  private static final String CIPHERS = "contentCiphers";
  private static final String TRANSPORTS = "keyTransports";

  private NarrowingYaml() {}

  static Narrowing read(YamlNode node) {
    if (node.isList()) {
      return Narrowing.signatures(names(node, KNOWN.signatures()));
    }
    node.keys(
        Set.of(), Set.of(SIGNATURES, DIGESTS, RSA, EC, LISTS, REPUDIATION, CIPHERS, TRANSPORTS));
    if (node.entries().isEmpty()) {
      throw node.problem("nothing", "one setting at least, or no algorithms: at all");
    }
    return new Narrowing(
        names(node, SIGNATURES, KNOWN.signatures()),
        digests(node),
        number(node, RSA, 2048, 8192),
        number(node, EC, 256, 384),
        flag(node, LISTS),
        flag(node, REPUDIATION),
        names(node, CIPHERS, KNOWN.content().ciphers()),
        names(node, TRANSPORTS, KNOWN.content().keyTransports()));
  }

  private static Set<String> names(YamlNode node, String key, Set<String> known) {
    return node.find(key).map(each -> names(each, known)).orElse(Set.of());
  }

  private static Set<String> names(YamlNode node, Set<String> known) {
    List<String> names = node.items(each -> each.oneOf(new TreeSet<>(known)));
    if (names.isEmpty()) {
      throw node.problem("an empty list", "at least one item");
    }
    return Set.copyOf(names);
  }

  private static Set<DigestAlgorithm> digests(YamlNode node) {
    Map<String, DigestAlgorithm> known = new TreeMap<>();
    for (DigestAlgorithm each : DigestAlgorithm.values()) {
      known.put(each.label(), each);
    }
    Set<DigestAlgorithm> digests = new TreeSet<>();
    names(node, DIGESTS, known.keySet()).forEach(each -> digests.add(known.get(each)));
    return digests;
  }

  private static int number(YamlNode node, String key, int minimum, int maximum) {
    return node.find(key).map(each -> each.integer(minimum, maximum)).orElse(0);
  }

  private static @Nullable Boolean flag(YamlNode node, String key) {
    return node.find(key).map(YamlNode::flag).orElse(null);
  }
}
