package io.kanhe.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address of a tile of hashes or of a bundle of entries, relative to the log's prefix.
 *
 * <p>Standard: C2SP tlog-tiles, "Merkle tree" and "Log entries".
 *
 * @param level tile level, or {@link #ENTRIES}
 * @param index of the tile in its level; a bundle has the index of its tile of level 0
 * @param width hashes or entries in it; 256 if it is full
 */
public record LogPath(int level, long index, int width) {

  static final int ENTRIES = -1;
  static final int LEVELS = 8;

  private static final Pattern FORM =
      Pattern.compile(
          "tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})"
              + "(?:\\.p/([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?");

  public LogPath {
    if (level < ENTRIES || level >= LEVELS || index < 0 || width < 1 || width > Tile.WIDTH) {
      throw new IllegalArgumentException("no tile " + level + "/" + index + " of " + width);
    }
  }

  /** Tile {@code index} of {@code level} as wide as a tree of {@code treeSize} has it. */
  static LogPath tile(int level, long index, long treeSize) {
    return new LogPath(level, index, available(level, index, treeSize));
  }

  static LogPath entries(long index, long treeSize) {
    return new LogPath(ENTRIES, index, available(ENTRIES, index, treeSize));
  }

  /** Hashes or entries that a tree of {@code treeSize} has at this place: 0 to 256. */
  static int available(int level, long index, long treeSize) {
    long hashes = treeSize >> (Tile.HEIGHT * Math.max(level, 0));
    if (index > hashes / Tile.WIDTH) {
      return 0;
    }
    return (int) Math.min(Tile.WIDTH, hashes - index * Tile.WIDTH);
  }

  public boolean isEntries() {
    return level == ENTRIES;
  }

  public boolean isFull() {
    return width == Tile.WIDTH;
  }

  LogPath full() {
    return new LogPath(level, index, Tile.WIDTH);
  }

  /** Reads the one canonical spelling; everything else is no address of the log. */
  public static Optional<LogPath> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
    String width = matcher.group(3);
    LogPath path = new LogPath(level, index, width == null ? Tile.WIDTH : Integer.parseInt(width));
    return path.text().equals(text) ? Optional.of(path) : Optional.empty();
  }

  /** For instance {@code tile/0/x001/234.p/17} or {@code tile/entries/000}. */
  public String text() {
    return fullText() + (isFull() ? "" : ".p/" + width);
  }

  /** Folder that holds the partial forms of this tile. */
  String partialsText() {
    return fullText() + ".p";
  }

  private String fullText() {
    StringBuilder groups = new StringBuilder(String.format("%03d", index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, String.format("x%03d/", rest % 1000));
    }
    return "tile/" + (isEntries() ? "entries" : level) + "/" + groups;
  }

  @Override
  public String toString() {
    return text();
  }
}
