package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The parts of an evidence file, read from its local headers in order and into memory only: a name
 * in it never becomes a path. Immutable.
 */
final class EvidenceArchive {

  static final int MAX_PARTS = 1_000;
  static final int MAX_PART_BYTES = 16 * 1024 * 1024;
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9._-]{1,80}(/[A-Za-z0-9._-]{1,80})?");

  private final Map<String, byte[]> parts;

  private EvidenceArchive(Map<String, byte[]> parts) {
    this.parts = parts;
  }

  /**
   * @throws KanheException 1001 MALFORMED if it is no evidence file, 1007 LIMIT_EXCEEDED
   */
  static EvidenceArchive read(byte[] file) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    int left = MAX_BYTES;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (parts.size() >= MAX_PARTS) {
          throw new KanheException(ErrorCode.LIMIT_EXCEEDED, "more than " + MAX_PARTS + " parts");
        }
        byte[] content = content(zip, Math.min(left, MAX_PART_BYTES));
        left -= content.length;
        // Attack: two parts of one name, of which one program reads the first and another the last.
        if (!NAME.matcher(entry.getName()).matches()
            || parts.putIfAbsent(entry.getName(), content) != null) {
          throw malformed();
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw malformed();
    }
    EvidenceArchive archive = new EvidenceArchive(parts);
    archive.requireMediaType();
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
    Map<String, String> listed = new LinkedHashMap<>();
    for (String line : text(EvidenceParts.MANIFEST).orElse("").split("\n")) {
      int gap = line.indexOf("  ");
      if (gap > 0) {
        listed.put(line.substring(gap + 2), line.substring(0, gap));
      }
    }
    List<Check> checks = new ArrayList<>();
    parts.forEach(
        (name, bytes) -> {
          if (!name.equals(EvidenceParts.MIMETYPE) && !name.equals(EvidenceParts.MANIFEST)) {
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
                    "digest of " + printable(name), "the manifest lists it, the file lacks it"))
        .forEach(checks::add);
    return checks;
  }

  private void requireMediaType() {
    boolean first =
        !parts.isEmpty() && parts.keySet().iterator().next().equals(EvidenceParts.MIMETYPE);
    if (!first || !EvidenceParts.MEDIA_TYPE.equals(text(EvidenceParts.MIMETYPE).orElse(""))) {
      throw malformed();
    }
  }

  /** Attack: a small file that unpacks to one without end. */
  private static byte[] content(InputStream zip, int limit) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    for (int count = zip.read(buffer); count >= 0; count = zip.read(buffer)) {
      if (content.size() + count > limit) {
        throw new KanheException(
            ErrorCode.LIMIT_EXCEEDED,
            "the file unpacks to more than "
                + MAX_PART_BYTES
                + " bytes a part or "
                + MAX_BYTES
                + " in all");
      }
      content.write(buffer, 0, count);
    }
    return content.toByteArray();
  }

  private static String printable(String name) {
    return NAME.matcher(name).matches() ? name : "a part with a forbidden name";
  }

  private static KanheException malformed() {
    return new KanheException(
        ErrorCode.MALFORMED,
        "not an evidence file (expected: a ZIP that starts with mimetype "
            + EvidenceParts.MEDIA_TYPE
            + ")");
  }
}
