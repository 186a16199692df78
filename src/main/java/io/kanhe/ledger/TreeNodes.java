package io.kanhe.ledger;

/**
 * Gives the hash of complete subtrees: node {@code index} of {@code level} covers the leaves from
 * index × 2^level.
 */
@FunctionalInterface
interface TreeNodes {

  byte[] node(int level, long index);
}
