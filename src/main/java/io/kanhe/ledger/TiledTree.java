package io.kanhe.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Root and proofs of a log's tree, computed from its tiles: no log has to offer a proof, whoever
 * wants one makes it. Nothing here is verified; check what comes out with {@link MerkleProofs}
 * against signed roots. Made for one tree size and one thread.
 */
public final class TiledTree {

  private final LogSource source;
  private final long size;
  private final Map<LogPath, byte[]> tiles = new HashMap<>();

  public TiledTree(LogSource source, long size) {
    this.source = source;
    this.size = size;
  }

  public byte[] root() throws IOException {
    return rootOf(size);
  }

  /** Root that the tree had at an earlier size. */
  public byte[] rootOf(long earlier) throws IOException {
    return read(() -> new MerkleTree(earlier, this::node).root());
  }

  /** RFC 6962 section 2.1.1, leaf to root. */
  public List<byte[]> inclusion(long index) throws IOException {
    return read(() -> new MerkleTree(size, this::node).inclusion(index));
  }

  /** RFC 6962 section 2.1.2; empty for an old size of 0 and for the own size. */
  public List<byte[]> consistency(long oldSize) throws IOException {
    return read(() -> new MerkleTree(size, this::node).consistency(oldSize));
  }

  private byte[] node(int level, long index) {
    int tileLevel = level / Tile.HEIGHT;
    int height = level % Tile.HEIGHT;
    long firstHash = index << height;
    byte[] hashes = tile(LogPath.tile(tileLevel, firstHash / Tile.WIDTH, size));
    return Tile.subtree(hashes, (int) (firstHash % Tile.WIDTH), height);
  }

  private byte[] tile(LogPath path) {
    return tiles.computeIfAbsent(
        path,
        unused -> {
          try {
            byte[] hashes =
                source.read(path).orElseThrow(() -> new IOException("the log has no " + path));
            if (hashes.length != path.width() * MerkleHash.LENGTH_BYTES) {
              throw new IOException(path + " has not " + path.width() + " hashes");
            }
            return hashes;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static <T> T read(Supplier<T> work) throws IOException {
    try {
      return work.get();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
