package io.kanhe.fault;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Root hashes of a growing log, computed without any code of the gateway.
 *
 * <p>Standard: RFC 6962 section 2.1.
 */
final class LogRoots {

  /** Roots of perfect subtrees by level; what is missing has moved up. */
  private final List<byte @Nullable []> subtrees = new ArrayList<>();

  void add(byte[] entry) {
    byte[] hash = hash((byte) 0, entry, new byte[0]);
    int level = 0;
    for (; level < subtrees.size() && subtrees.get(level) != null; level++) {
      hash = hash((byte) 1, subtrees.get(level), hash);
      subtrees.set(level, null);
    }
    if (level == subtrees.size()) {
      subtrees.add(hash);
    } else {
      subtrees.set(level, hash);
    }
  }

  byte[] root() {
    byte[] root = null;
    for (byte[] subtree : subtrees) {
      if (subtree != null) {
        root = root == null ? subtree : hash((byte) 1, subtree, root);
      }
    }
    return root == null ? new byte[0] : root;
  }

  private static byte[] hash(byte kind, byte[] first, byte[] second) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(kind);
      digest.update(first);
      return digest.digest(second);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
