package io.kanhe.fault;

/**
 * A receipt of acceptance as its sender got it.
 *
 * @param sequence the sender's counter, from 1
 * @param index of the ledger entry
 * @param entry digest of the ledger entry
 */
record Receipted(String sender, String id, String raw, long sequence, long index, String entry) {}
