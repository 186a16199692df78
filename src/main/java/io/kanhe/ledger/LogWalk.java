package io.kanhe.ledger;

import io.kanhe.ledger.LogFault.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the entries of a log, block by block, beside its tiles and checkpoints.
 *
 * <p>Where an entry and a tile disagree, the next valid checkpoint decides which of the two is
 * wrong: if the entries still lead to its root, the tile is.
 */
final class LogWalk {

  private final LogContents contents;
  private final Set<Part> checked;
  private final SignedRoots roots;
  private final @Nullable Checkpoint held;
  private final TreeFrontier frontier = new TreeFrontier();
  private final List<ByteArrayOutputStream> tiles = new ArrayList<>();

  private long tileCount;
  private long checkpointCount;
  private long signed;
  private @Nullable Doubt doubt;
  private @Nullable LogFault fault;

  LogWalk(LogContents contents, Set<Part> checked, SignedRoots roots, @Nullable Checkpoint held) {
    this.contents = contents;
    this.checked = checked;
    this.roots = roots;
    this.held = held;
    for (int level = 0; level < LogPath.LEVELS; level++) {
      tiles.add(new ByteArrayOutputStream());
    }
  }

  LogReport run(long size) throws IOException {
    for (long block = 0; block * Tile.WIDTH < size && fault == null; block++) {
      walk(block, (int) Math.min(Tile.WIDTH, size - block * Tile.WIDTH), size);
    }
    if (fault == null && contents.holdsPartialTiles()) {
      comparePartialTiles(size);
    }
    Doubt left = doubt;
    if (fault == null && left != null) {
      // Only the last checkpoint can have left it open: the tiles of the edge come after it.
      fault = LogFault.tile(left.path(), left.reason());
    }
    return new LogReport(size, tileCount, checkpointCount, fault);
  }

  private void walk(long block, int width, long size) throws IOException {
    List<LogContents.Row> rows = contents.block(block, size);
    List<byte[]> leaves = new ArrayList<>(width);
    LogFault broken = leaves(rows, block * Tile.WIDTH, width, leaves);
    LogPath path = new LogPath(0, block, width);
    if (width == Tile.WIDTH || contents.holdsPartialTiles()) {
      compare(path, leaves, broken != null);
    }
    if (broken != null && fault == null) {
      Doubt earlier = doubt;
      fault = earlier == null ? broken : LogFault.entry(earlier.entry(), earlier.reason());
    }
    for (int i = 0; i < leaves.size() && fault == null; i++) {
      grow(leaves.get(i));
    }
  }

  /** Hashes of the entries up to the first that is missing or not the one beside its hash. */
  private @Nullable LogFault leaves(
      List<LogContents.Row> rows, long first, int width, List<byte[]> leaves) {
    for (int i = 0; i < width; i++) {
      if (i >= rows.size() || rows.get(i).index() != first + i) {
        return LogFault.entry(first + i, "missing");
      }
      LogContents.Row row = rows.get(i);
      byte[] stored = row.leafHash();
      byte[] leaf =
          stored == null || checked.contains(Part.ENTRY) ? MerkleHash.leaf(row.bytes()) : stored;
      if (stored != null && !MessageDigest.isEqual(leaf, stored)) {
        return LogFault.entry(first + i, "not the bytes that were recorded");
      }
      leaves.add(leaf);
    }
    return rows.size() > width
        ? LogFault.entry(first + width, "follows the last entry of its bundle")
        : null;
  }

  private void grow(byte[] leaf) throws IOException {
    frontier.add(leaf);
    for (int level = 0; level < LogPath.LEVELS; level++) {
      byte[] node = frontier.completed(Tile.HEIGHT * level);
      if (node == null) {
        break;
      }
      ByteArrayOutputStream tile = tiles.get(level);
      tile.writeBytes(node);
      if (tile.size() == Tile.FULL_BYTES) {
        if (level > 0) {
          long index = (frontier.size() >> Tile.HEIGHT * (level + 1)) - 1;
          compare(new LogPath(level, index, Tile.WIDTH), tile.toByteArray());
        }
        tile.reset();
      }
    }
    checkRoots();
  }

  private void comparePartialTiles(long size) throws IOException {
    for (int level = 1; level < LogPath.LEVELS && fault == null; level++) {
      byte[] hashes = tiles.get(level).toByteArray();
      if (hashes.length > 0) {
        long index = (size >> Tile.HEIGHT * level) / Tile.WIDTH;
        compare(new LogPath(level, index, hashes.length / MerkleHash.LENGTH_BYTES), hashes);
      }
    }
  }

  private void compare(LogPath path, List<byte[]> hashes, boolean onlyPrefix) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    hashes.forEach(joined::writeBytes);
    if (!onlyPrefix) {
      compare(path, joined.toByteArray());
    } else if (doubt == null && checked.contains(Part.TILE)) {
      byte[] stored = contents.tile(path).orElse(new byte[0]);
      doubt = difference(path, joined.toByteArray(), stored);
    }
  }

  private void compare(LogPath path, byte[] computed) throws IOException {
    if (!checked.contains(Part.TILE) || fault != null) {
      return;
    }
    tileCount++;
    Optional<byte[]> stored = contents.tile(path);
    if (doubt != null) {
      return;
    }
    if (stored.isEmpty()) {
      fault = LogFault.tile(path, "missing");
    } else {
      doubt = difference(path, computed, stored.get());
      if (doubt == null && stored.get().length != computed.length) {
        fault = LogFault.tile(path, "has " + stored.get().length + " bytes");
      }
    }
  }

  /** The first hash in which both differ, as far as both go. */
  private static @Nullable Doubt difference(LogPath path, byte[] computed, byte[] stored) {
    int at = Arrays.mismatch(computed, stored);
    if (at < 0 || at >= Math.min(computed.length, stored.length)) {
      return null;
    }
    long hash = path.index() * Tile.WIDTH + at / MerkleHash.LENGTH_BYTES;
    return new Doubt(
        path, hash << Tile.HEIGHT * path.level(), "entries and " + path + " do not agree");
  }

  private void checkRoots() throws IOException {
    if (held != null && held.treeSize() == frontier.size()) {
      decide(held.root(), "is remembered");
    }
    if (!checked.contains(Part.CHECKPOINT)) {
      return;
    }
    SignedRoots.Read next = roots.next(frontier.size());
    while (next != null && fault == null) {
      if (next.fault() == null && next.size() == frontier.size()) {
        checkpointCount++;
        decide(next.root(), "was signed");
        signed = frontier.size();
      } else if (doubt == null) {
        fault = next.fault();
      }
      next = fault == null ? roots.next(frontier.size()) : null;
    }
  }

  private void decide(byte[] root, String how) {
    if (fault != null) {
      return;
    }
    boolean sound = MessageDigest.isEqual(root, frontier.root());
    Doubt open = doubt;
    if (open != null && open.entry() < frontier.size()) {
      fault =
          sound
              ? LogFault.tile(open.path(), open.reason())
              : LogFault.entry(open.entry(), open.reason());
    } else if (!sound) {
      fault =
          LogFault.entries(
              signed,
              frontier.size() - 1,
              "not what " + how + " in the checkpoint of " + frontier.size() + " entries");
    }
  }

  /**
   * @param entry the first entry below the hash
   */
  private record Doubt(LogPath path, long entry, String reason) {}
}
