package io.kanhe.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Edits a copy, in memory, of a folder of tiles. */
final class FileTampering implements LogSource {

  static final int KINDS = 11;

  private final Map<String, byte[]> original = new HashMap<>();
  private final Map<String, byte[]> forked = new HashMap<>();
  private final List<LogPath> bundles;
  private final List<LogPath> tiles;
  private final long size;
  private final Random random;
  private Map<String, byte[]> files = new HashMap<>();

  /**
   * @param other the folder of another history of the same size
   */
  FileTampering(Path folder, Path other, long size, long seed) throws IOException {
    load(folder, original);
    load(other, forked);
    this.size = size;
    this.random = new Random(seed);
    List<LogPath> paths =
        original.keySet().stream().sorted().flatMap(name -> LogPath.parse(name).stream()).toList();
    bundles = paths.stream().filter(LogPath::isEntries).toList();
    tiles = paths.stream().filter(path -> !path.isEntries()).toList();
    undo();
  }

  private static void load(Path folder, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  void undo() {
    files = new HashMap<>(original);
  }

  LogTampering edit(int kind) {
    LogPath bundle = bundles.get(random.nextInt(bundles.size()));
    LogPath tile = tiles.get(random.nextInt(tiles.size()));
    byte[] bundled = files.get(bundle.text());
    byte[] hashes = files.get(tile.text());
    int at = random.nextInt(bundled.length);
    switch (kind) {
      case 0 -> {
        files.put(bundle.text(), flipped(bundled, at));
        return LogTampering.entry("a bit of bundle, in", entryAt(bundle, at));
      }
      case 1 -> {
        files.put(bundle.text(), Arrays.copyOf(bundled, at));
        return LogTampering.entry("bundle truncated in", entryAt(bundle, at));
      }
      case 2 -> {
        files.remove(bundle.text());
        return LogTampering.entry("bundle deleted of", bundle.index() * Tile.WIDTH);
      }
      case 3 -> {
        return swapBundles();
      }
      case 4 -> {
        return insertOrDelete(bundle);
      }
      case 5 -> {
        files.put(tile.text(), flipped(hashes, random.nextInt(hashes.length)));
        return LogTampering.tile("a bit of", tile);
      }
      case 6 -> {
        files.put(tile.text(), Arrays.copyOf(hashes, random.nextInt(hashes.length)));
        return LogTampering.tile("truncated", tile);
      }
      case 7 -> {
        files.remove(tile.text());
        return LogTampering.tile("deleted", tile);
      }
      case 8 -> {
        files.put(tile.text(), Arrays.copyOf(hashes, hashes.length + 1 + random.nextInt(32)));
        return LogTampering.tile("lengthened", tile);
      }
      case 9 -> {
        char[] note = new String(files.get(CHECKPOINT), StandardCharsets.UTF_8).toCharArray();
        note[random.nextInt(note.length)] ^= (char) (1 << random.nextInt(6));
        files.put(CHECKPOINT, new String(note).getBytes(StandardCharsets.UTF_8));
        return new LogTampering("a character of the checkpoint", LogFault.Part.CHECKPOINT, -1, "");
      }
      default -> {
        files.keySet().removeIf(name -> !name.equals(CHECKPOINT));
        forked.forEach(files::putIfAbsent);
        return LogTampering.entry("another history under the checkpoint of this,", 0);
      }
    }
  }

  private LogTampering swapBundles() {
    List<LogPath> full = bundles.stream().filter(LogPath::isFull).toList();
    int first = random.nextInt(full.size() - 1);
    int second = first + 1 + random.nextInt(full.size() - first - 1);
    files.put(full.get(first).text(), original.get(full.get(second).text()));
    files.put(full.get(second).text(), original.get(full.get(first).text()));
    return LogTampering.entry("bundles swapped from", full.get(first).index() * Tile.WIDTH);
  }

  private LogTampering insertOrDelete(LogPath bundle) {
    List<byte[]> entries =
        new java.util.ArrayList<>(EntryBundle.readable(files.get(bundle.text())));
    int at = random.nextInt(entries.size());
    String what = "an entry less:";
    if (random.nextBoolean()) {
      entries.add(at, ("{" + random.nextLong() + "}").getBytes(StandardCharsets.UTF_8));
      what = "an entry more:";
    } else {
      entries.remove(at);
    }
    files.put(bundle.text(), EntryBundle.write(entries));
    return LogTampering.entry(what, bundle.index() * Tile.WIDTH + at);
  }

  private long entryAt(LogPath bundle, int offset) {
    int at = 0;
    long index = bundle.index() * Tile.WIDTH;
    for (byte[] entry : EntryBundle.readable(original.get(bundle.text()))) {
      at += 2 + entry.length;
      if (offset < at) {
        return index;
      }
      index++;
    }
    throw new IllegalArgumentException("beyond the bundle");
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  long size() {
    return size;
  }

  @Override
  public Optional<String> checkpoint() {
    return Optional.ofNullable(files.get(CHECKPOINT))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> read(LogPath path) {
    return Optional.ofNullable(files.get(path.text()));
  }
}
