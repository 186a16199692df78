package io.kanhe.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a verification of a whole log reads, in whatever state it is. For one verification. */
interface LogContents {

  /** The checkpoints, oldest first, from those of more than {@code after} entries on. */
  List<Note> checkpoints(long after, int limit) throws IOException;

  /** The checkpoints, newest first, from those of less than {@code before} entries on. */
  List<Note> newestCheckpoints(long before, int limit) throws IOException;

  /** What is there of the 256 entries from {@code block} × 256 on, in order. */
  List<Row> block(long block, long size) throws IOException;

  /** The stored hashes; empty if they are missing. */
  Optional<byte[]> tile(LogPath path) throws IOException;

  /** True if tiles at the right edge are stored before they are full. */
  boolean holdsPartialTiles();

  /** Something that a log of {@code size} entries has not, for instance a row beyond its end. */
  Optional<LogFault> stray(long size) throws IOException;

  /**
   * @param size that the place of the checkpoint states
   */
  record Note(long size, String text) {}

  /**
   * @param leafHash as it is stored beside the entry; {@code null} where only tiles hold it
   */
  record Row(long index, byte[] bytes, byte @Nullable [] leafHash) {}
}
