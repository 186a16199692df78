package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of an evidence file, in memory only: a name in it never becomes a path. Immutable.
 *
 * <p>Standard: ETSI EN 319 162-1, ASiC-E with CAdES.
 */
final class EvidenceArchive {

  static final int MAX_BYTES = 64 * 1024 * 1024;

  private final Map<String, byte[]> parts;

  private EvidenceArchive(Map<String, byte[]> parts) {
    this.parts = parts;
  }

  /**
   * @throws KanheException 1001 MALFORMED if it is no evidence file, 1007 LIMIT_EXCEEDED
   */
  static EvidenceArchive read(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED, "the file has more than " + MAX_BYTES + " bytes");
    }
    EvidenceArchive archive = new EvidenceArchive(StoredZip.read(file));
    boolean first =
        !archive.parts.isEmpty()
            && archive.parts.keySet().iterator().next().equals(EvidenceParts.MIMETYPE);
    if (!first
        || !EvidenceParts.MEDIA_TYPE.equals(archive.text(EvidenceParts.MIMETYPE).orElse(""))) {
      throw new KanheException(
          ErrorCode.MALFORMED,
          "not an evidence file (expected: a ZIP that starts with mimetype "
              + EvidenceParts.MEDIA_TYPE
              + ")");
    }
    return archive;
  }

  Optional<byte[]> part(String name) {
    return Optional.ofNullable(parts.get(name));
  }

  Optional<String> text(String name) {
    return part(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Names that start with {@code folder} and end with {@code suffix}. */
  List<String> names(String folder, String suffix) {
    return parts.keySet().stream()
        .filter(name -> name.startsWith(folder) && name.endsWith(suffix))
        .toList();
  }

  /** One check per part, and one for each that the manifest names but the file lacks. */
  List<Check> checkManifest() {
    Map<String, String> listed;
    try {
      listed =
          new LinkedHashMap<>(AsicManifest.read(part(EvidenceParts.MANIFEST).orElse(new byte[0])));
    } catch (KanheException e) {
      return List.of(Check.fail("manifest", e.getMessage()));
    }
    List<Check> checks = new ArrayList<>();
    parts.forEach(
        (name, bytes) -> {
          if (!EvidenceParts.isAroundTheSignature(name)) {
            String found = Digest.sha256(bytes).hex();
            boolean same = found.equals(listed.remove(name));
            checks.add(
                Check.of(
                    "digest of " + name, same, found, "the manifest has another digest or none"));
          }
        });
    listed.keySet().stream()
        .map(
            name ->
                Check.fail(
                    "digest of " + (StoredZip.isName(name) ? name : "a part with a forbidden name"),
                    "the manifest lists it, the file lacks it"))
        .forEach(checks::add);
    return checks;
  }
}
