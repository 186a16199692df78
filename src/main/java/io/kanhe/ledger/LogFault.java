package io.kanhe.ledger;

/**
 * The first place at which a log is not what was signed.
 *
 * @param place {@code entry 17}, {@code entries 512 to 515}, {@code tile/0/003}, {@code checkpoint
 *     700}
 * @param firstEntry the first entry that the place covers
 * @param lastEntry the last one; the same for an entry
 * @param reason what was found and expected
 */
public record LogFault(Part part, String place, long firstEntry, long lastEntry, String reason) {

  public enum Part {
    ENTRY,
    TILE,
    CHECKPOINT
  }

  static LogFault entry(long index, String reason) {
    return new LogFault(Part.ENTRY, "entry " + index, index, index, reason);
  }

  static LogFault entries(long first, long last, String reason) {
    return first == last
        ? entry(first, reason)
        : new LogFault(Part.ENTRY, "entries " + first + " to " + last, first, last, reason);
  }

  static LogFault tile(LogPath path, String reason) {
    long span = 1L << Tile.HEIGHT * (Math.max(path.level(), 0));
    long first = path.index() * Tile.WIDTH * span;
    return new LogFault(Part.TILE, path.text(), first, first + path.width() * span - 1, reason);
  }

  static LogFault checkpoint(long size, String reason) {
    return new LogFault(
        Part.CHECKPOINT,
        "checkpoint " + size,
        Math.max(size - 1, 0),
        Math.max(size - 1, 0),
        reason);
  }
}
