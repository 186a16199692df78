package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the container's signature signs: the SHA-256 of every part.
 *
 * <p>Standard: ETSI EN 319 162-1 annex A.4, ASiCManifest.
 */
final class AsicManifest {

  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\""
          + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n"
          + "  <asic:SigReference URI=\""
          + EvidenceParts.SIGNATURE
          + "\" MimeType=\"application/pkcs7-signature\"/>\n";
  private static final String ENTRY =
      "  <asic:DataObjectReference URI=\"%s\" MimeType=\"%s\">\n"
          + "    <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\n"
          + "    <ds:DigestValue>%s</ds:DigestValue>\n"
          + "  </asic:DataObjectReference>\n";
  private static final String TAIL = "</asic:ASiCManifest>\n";
  private static final Pattern READ =
      Pattern.compile(
          "<asic:DataObjectReference URI=\"([^\"]*)\" MimeType=\"[^\"]*\">\\s*<ds:DigestMethod[^>]*>"
              + "\\s*<ds:DigestValue>([A-Za-z0-9+/]{43}=)</ds:DigestValue>");

  private AsicManifest() {}

  static byte[] write(Map<String, byte[]> parts) {
    Map<String, String> digests = new LinkedHashMap<>();
    parts.forEach((name, bytes) -> digests.put(name, Digest.sha256(bytes).hex()));
    return text(digests).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Names and digests (hex) in their order.
   *
   * @throws KanheException 1001 MALFORMED if it is not as {@link #write} writes it
   */
  static Map<String, String> read(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.UTF_8);
    Map<String, String> digests = new LinkedHashMap<>();
    Matcher references = READ.matcher(text);
    while (references.find()) {
      byte[] digest = Base64.getDecoder().decode(references.group(2));
      digests.put(references.group(1), java.util.HexFormat.of().formatHex(digest));
    }
    if (!Arrays.equals(text(digests).getBytes(StandardCharsets.UTF_8), manifest)) {
      throw new KanheException(ErrorCode.MALFORMED, "the manifest is not in its one form");
    }
    return digests;
  }

  private static String text(Map<String, String> digests) {
    StringBuilder text = new StringBuilder(HEAD);
    digests.forEach(
        (name, hex) ->
            text.append(
                ENTRY.formatted(
                    name,
                    EvidenceParts.mediaType(name),
                    Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(hex)))));
    return text.append(TAIL).toString();
  }
}
