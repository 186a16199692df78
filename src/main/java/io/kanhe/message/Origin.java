package io.kanhe.message;

/**
 * Where an outgoing message came from: the block {@code k:origin} of a header that the gateway
 * signs.
 *
 * @param rawDigest digest of the original bytes as they came in at the door
 * @param ledgerIndex index of the ledger entry that accepted the original, zero-based
 * @param payloadChanged true if a route masked or transformed the payload
 */
public record Origin(
    Uscc sender, MessageId messageId, Digest rawDigest, long ledgerIndex, boolean payloadChanged) {}
