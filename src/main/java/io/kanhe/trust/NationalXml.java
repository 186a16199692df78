package io.kanhe.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How XML signatures name SM2 with SM3, for which neither W3C nor RFC 9231 has an identifier.
 *
 * @param signature identifier that is written, and accepted
 * @param digest identifier that is written, and accepted
 * @param signatures identifiers that are accepted
 * @param digests identifiers that are accepted
 * @param plainSignatures whether a signature value of 64 bytes, {@code r || s}, is accepted beside
 *     the DER form of GM/T 0009
 */
public record NationalXml(
    String signature,
    String digest,
    Set<String> signatures,
    Set<String> digests,
    boolean plainSignatures) {

  private static final String CHINAPORT = "http://www.chinaport.gov.cn/2022/04/xmldsig#";

  public NationalXml {
    signatures = with(signatures, signature);
    digests = with(digests, digest);
  }

  /** The pair of China's electronic port, and the names under which others send the same. */
  public static NationalXml standard() {
    return new NationalXml(
        CHINAPORT + "sm2-sm3",
        CHINAPORT + "sm3",
        new HashSet<>(
            List.of("http://www.w3.org/2000/09/xmldsig#sm2-sm3", "urn:oid:1.2.156.10197.1.501")),
        new HashSet<>(
            List.of("http://www.w3.org/2001/04/xmldsig-more#sm3", "urn:oid:1.2.156.10197.1.401")),
        false);
  }

  private static Set<String> with(Set<String> accepted, String written) {
    Set<String> all = new HashSet<>(accepted);
    all.add(written);
    return Set.copyOf(all);
  }
}
