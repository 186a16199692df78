package io.kanhe.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One random change of an evidence file: of its bytes, or of its parts with a container that is
 * whole again.
 *
 * @param places names of the parts of which a verifier has to name one
 */
record Tampering(String kind, byte[] file, Set<String> places) {

  private static final int KINDS = 11;

  /**
   * @param other another true file of the same ledger, or of a fork of it
   */
  static Tampering random(byte[] file, byte[] other, Random random) {
    while (true) {
      Tampering change = attempt(file, other, random);
      if (!Arrays.equals(change.file(), file)) {
        return change;
      }
    }
  }

  private static Tampering attempt(byte[] file, byte[] other, Random random) {
    int kind = random.nextInt(KINDS);
    return switch (kind) {
      case 0 -> ofBytes("bit", file, flip(file, random));
      case 1 -> ofBytes("delete", file, delete(file, random));
      case 2 -> ofBytes("swap", file, swap(file, random));
      case 3 -> ofBytes("truncate", file, Arrays.copyOf(file, random.nextInt(file.length)));
      case 4 -> ofBytes("insert", file, insert(file, random));
      case 9 -> substituted(file, other, random);
      case 10 -> exchanged(file, random);
      default -> ofPart(kind, file, random);
    };
  }

  private static Tampering ofBytes(String kind, byte[] file, byte[] changed) {
    int place = Math.max(0, Arrays.mismatch(file, changed));
    Set<String> places = new TreeSet<>();
    String before = "the beginning";
    int end = 0;
    for (Map.Entry<String, byte[]> part : StoredZip.read(file).entrySet()) {
      end += 30 + part.getKey().length() + part.getValue().length;
      if (place < end) {
        // A broken header is named by what stands before it.
        places.addAll(List.of(before, part.getKey()));
        break;
      }
      before = part.getKey();
    }
    if (places.isEmpty()) {
      places.add(before);
    }
    return new Tampering("bytes: " + kind, changed, places);
  }

  private static Tampering ofPart(int kind, byte[] file, Random random) {
    Map<String, byte[]> parts = StoredZip.read(file);
    String name = any(parts, random);
    byte[] old = parts.get(name);
    switch (kind) {
      case 5 -> parts.put(name, old.length == 0 ? new byte[1] : flip(old, random));
      case 6 -> parts.remove(name);
      case 7 ->
          parts.put(name, old.length == 0 ? old : Arrays.copyOf(old, random.nextInt(old.length)));
      default -> parts.put(name, insert(old, random));
    }
    return new Tampering("part: " + kind, StoredZip.write(parts), Set.of(name));
  }

  private static Tampering substituted(byte[] file, byte[] other, Random random) {
    Map<String, byte[]> parts = StoredZip.read(file);
    Map<String, byte[]> others = StoredZip.read(other);
    Set<String> changed = new TreeSet<>();
    boolean many = random.nextBoolean();
    String only = any(parts, random);
    for (String name : parts.keySet()) {
      boolean taken = many ? random.nextBoolean() : name.equals(only);
      byte[] substitute = others.get(name);
      if (taken && substitute != null && !Arrays.equals(substitute, parts.get(name))) {
        parts.put(name, substitute);
        changed.add(name);
      }
    }
    if (changed.contains(EvidenceParts.MANIFEST) && changed.contains(EvidenceParts.SIGNATURE)) {
      // A true manifest of another file: whatever stayed is the wrong part now.
      changed.addAll(parts.keySet());
    }
    return new Tampering("substitute", StoredZip.write(parts), changed);
  }

  private static Tampering exchanged(byte[] file, Random random) {
    Map<String, byte[]> parts = StoredZip.read(file);
    String one = any(parts, random);
    String two = any(parts, random);
    Map<String, byte[]> changed = new LinkedHashMap<>(parts);
    changed.put(one, parts.get(two));
    changed.put(two, parts.get(one));
    return new Tampering("swap parts", StoredZip.write(changed), new TreeSet<>(List.of(one, two)));
  }

  private static String any(Map<String, byte[]> parts, Random random) {
    return new ArrayList<>(parts.keySet()).get(random.nextInt(parts.size()));
  }

  private static byte[] flip(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  private static byte[] delete(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(64), bytes.length - from);
    return join(bytes, from, new byte[0], from + length);
  }

  private static byte[] insert(byte[] bytes, Random random) {
    byte[] more = new byte[1 + random.nextInt(64)];
    random.nextBytes(more);
    int at = random.nextInt(bytes.length + 1);
    return join(bytes, at, more, at);
  }

  private static byte[] swap(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    int one = random.nextInt(bytes.length);
    int two = random.nextInt(bytes.length);
    changed[one] = bytes[two];
    changed[two] = bytes[one];
    return changed;
  }

  private static byte[] join(byte[] bytes, int end, byte[] middle, int start) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, end);
    joined.writeBytes(middle);
    joined.write(bytes, start, bytes.length - start);
    return joined.toByteArray();
  }
}
