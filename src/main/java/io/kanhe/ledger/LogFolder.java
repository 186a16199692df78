package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.NoteVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a log into a folder that any file server can serve. Tiles and bundles are durable before
 * the checkpoint that needs them; a crash leaves the folder as it was or with files that its
 * checkpoint does not need yet. One writer per folder.
 *
 * <p>Standard: C2SP tlog-tiles.
 */
public final class LogFolder {

  private final Path folder;
  private final NoteVerifier verifier;
  private final Set<Path> touched = new LinkedHashSet<>();

  public LogFolder(Path folder, NoteVerifier verifier) {
    this.folder = folder;
    this.verifier = verifier;
  }

  /**
   * Brings the folder up to the newest checkpoint of {@code source}; writes only what is new.
   *
   * @return number of entries in the folder
   * @throws KanheException 5004 STORE_UNAVAILABLE if the folder's checkpoint is not an earlier
   *     state of {@code source}: one of the two was rolled back or forked
   */
  public long update(LogSource source) throws IOException {
    String note = source.checkpoint().orElse(null);
    if (note == null) {
      return 0;
    }
    long size = Checkpoint.parse(verifier.verify(note)).treeSize();
    String present = new FolderLog(folder).checkpoint().orElse(null);
    if (note.equals(present)) {
      return size;
    }
    long from = present == null ? 0 : continued(present, source, size);
    touched.clear();
    for (int level = LogPath.ENTRIES; level < LogPath.LEVELS; level++) {
      writeLevel(source, level, from, size);
    }
    for (Path directory : touched) {
      DurableFile.sync(directory);
    }
    write(LogSource.CHECKPOINT, note.getBytes(StandardCharsets.UTF_8));
    DurableFile.sync(folder);
    return size;
  }

  /**
   * Brings a folder up to the newest checkpoint of a gateway's database, without the gateway.
   *
   * @throws KanheException 5004 STORE_UNAVAILABLE if the rows are not those that the checkpoint
   *     signed
   */
  public long update(Database database) throws IOException {
    LedgerHead head = database.read(new LedgerStore(verifier)::load);
    return update(new StoredLog(database, () -> head));
  }

  private long continued(String present, LogSource source, long size) throws IOException {
    Checkpoint old = Checkpoint.parse(verifier.verify(present));
    if (old.treeSize() > size) {
      throw conflict("has " + old.treeSize() + " entries, the log only " + size);
    }
    if (!MessageDigest.isEqual(new TiledTree(source, size).rootOf(old.treeSize()), old.root())) {
      throw conflict("signs other " + old.treeSize() + " entries than the log has");
    }
    return old.treeSize();
  }

  private void writeLevel(LogSource source, int level, long from, long size) throws IOException {
    int shift = Tile.HEIGHT * Math.max(level, 0);
    long end = size >> shift;
    for (long index = (from >> shift) / Tile.WIDTH; index * Tile.WIDTH < end; index++) {
      LogPath path = new LogPath(level, index, LogPath.available(level, index, size));
      write(
          path.text(),
          source.read(path).orElseThrow(() -> new IOException("the log has no " + path)));
      if (path.isFull()) {
        remove(folder.resolve(path.partialsText()));
      }
    }
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Path directory = file.getParent();
    if (touched.add(directory)) {
      Files.createDirectories(directory);
      for (Path up = directory; !up.equals(folder); up = up.getParent()) {
        touched.add(up.getParent());
      }
    }
    DurableFile.write(file, bytes);
  }

  private static void remove(Path partials) throws IOException {
    try (Stream<Path> files = Files.walk(partials)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.delete(each);
      }
    } catch (NoSuchFileException e) {
      // Filled within one update: there never was a partial tile.
      return;
    }
  }

  private static KanheException conflict(String finding) {
    return new KanheException(
        ErrorCode.STORE_UNAVAILABLE,
        "the checkpoint in the folder of tiles "
            + finding
            + "; one of the two was rolled back or altered: keep both and compare them with what"
            + " partners remember");
  }
}
