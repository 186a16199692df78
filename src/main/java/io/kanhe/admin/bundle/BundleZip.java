package io.kanhe.admin.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** ZIP files of one form: parts in the order of their names, stored, of one date. */
final class BundleZip {

  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private BundleZip() {}

  /**
   * @param folder in which the parts stand
   */
  static byte[] of(String folder, SortedMap<String, byte[]> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        // Not compressed: what a compressor writes differs from one release to the next.
        ZipEntry entry = new ZipEntry(folder + "/" + part.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(part.getValue().length);
        entry.setCompressedSize(part.getValue().length);
        CRC32 crc = new CRC32();
        crc.update(part.getValue());
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
        zip.write(part.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
