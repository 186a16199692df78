package io.kanhe.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A log in a folder, as {@link LogFolder} writes it and any file server can serve it. */
public final class FolderLog implements LogSource {

  static final int MAX_CHECKPOINT_BYTES = 64 * 1024;

  private final Path folder;

  public FolderLog(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> checkpoint() throws IOException {
    return file(CHECKPOINT, MAX_CHECKPOINT_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> read(LogPath path) throws IOException {
    int limit = path.isEntries() ? EntryBundle.MAX_BYTES : Tile.FULL_BYTES;
    Optional<byte[]> found = file(path.text(), limit);
    if (found.isPresent() || path.isFull()) {
      return found;
    }
    return file(path.full().text(), limit).map(full -> LogSource.narrowed(full, path));
  }

  private Optional<byte[]> file(String path, int limit) throws IOException {
    Path file = folder.resolve(path);
    try (var in = Files.newInputStream(file)) {
      // One byte more than allowed tells a file that is too large from one that is not.
      return Optional.of(in.readNBytes(limit + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
