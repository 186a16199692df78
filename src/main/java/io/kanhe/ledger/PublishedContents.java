package io.kanhe.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A published log with its one checkpoint, read when the verification starts. */
final class PublishedContents implements LogContents {

  private final LogSource source;
  private final List<Note> checkpoint;

  /**
   * @throws IOException if the log cannot be read
   */
  PublishedContents(LogSource source) throws IOException {
    this.source = source;
    this.checkpoint =
        source
            .checkpoint()
            .map(text -> List.of(new Note(statedSize(text), text)))
            .orElse(List.of());
  }

  @Override
  public List<Note> checkpoints(long after, int limit) {
    return checkpoint.stream().filter(note -> note.size() > after).toList();
  }

  @Override
  public List<Note> newestCheckpoints(long before, int limit) {
    return checkpoint.stream().filter(note -> note.size() < before).toList();
  }

  @Override
  public List<Row> block(long block, long size) throws IOException {
    LogPath path = LogPath.entries(block, size);
    List<Row> rows = new ArrayList<>();
    byte[] bundle = source.read(path).orElse(new byte[0]);
    long index = block * Tile.WIDTH;
    int bytes = 0;
    for (byte[] entry : EntryBundle.readable(bundle)) {
      rows.add(new Row(index++, entry, null));
      bytes += 2 + entry.length;
    }
    if (bytes < bundle.length) {
      // What follows the last whole entry stands where the next entry would.
      rows.add(new Row(index, new byte[0], new byte[0]));
    }
    return rows;
  }

  @Override
  public Optional<byte[]> tile(LogPath path) throws IOException {
    return source.read(path);
  }

  @Override
  public boolean holdsPartialTiles() {
    return true;
  }

  @Override
  public Optional<LogFault> stray(long size) {
    return Optional.empty();
  }

  /** What the second line says, unverified; the verification compares it with what is signed. */
  private static long statedSize(String note) {
    String[] lines = note.split("\n", 3);
    return lines.length == 3 && lines[1].matches("[0-9]{1,18}") ? Long.parseLong(lines[1]) : 0;
  }
}
