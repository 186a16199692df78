package io.kanhe.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 6962 section 2.1 word for word, over entries held in memory: the oracle of the tree tests.
 */
final class NaiveTree {

  private NaiveTree() {}

  static byte[] root(List<byte[]> entries) {
    int n = entries.size();
    if (n == 0) {
      return sha256();
    }
    if (n == 1) {
      return sha256(new byte[] {0}, entries.get(0));
    }
    int k = split(n);
    return sha256(new byte[] {1}, root(entries.subList(0, k)), root(entries.subList(k, n)));
  }

  static List<byte[]> path(int m, List<byte[]> entries) {
    int n = entries.size();
    if (n == 1) {
      return List.of();
    }
    int k = split(n);
    List<byte[]> path;
    if (m < k) {
      path = new ArrayList<>(path(m, entries.subList(0, k)));
      path.add(root(entries.subList(k, n)));
    } else {
      path = new ArrayList<>(path(m - k, entries.subList(k, n)));
      path.add(root(entries.subList(0, k)));
    }
    return path;
  }

  static List<byte[]> proof(int m, List<byte[]> entries) {
    return m == 0 ? List.of() : subProof(m, entries, true);
  }

  private static List<byte[]> subProof(int m, List<byte[]> entries, boolean whole) {
    int n = entries.size();
    if (m == n) {
      return whole ? List.of() : List.of(root(entries));
    }
    int k = split(n);
    List<byte[]> proof;
    if (m <= k) {
      proof = new ArrayList<>(subProof(m, entries.subList(0, k), whole));
      proof.add(root(entries.subList(k, n)));
    } else {
      proof = new ArrayList<>(subProof(m - k, entries.subList(k, n), false));
      proof.add(root(entries.subList(0, k)));
    }
    return proof;
  }

  private static int split(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
