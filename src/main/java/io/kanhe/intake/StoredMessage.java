package io.kanhe.intake;

import io.kanhe.message.Digest;

/**
 * What the store knows of a recorded message that a second submission may repeat.
 *
 * @param receipt the {@code k:Receipt} that its sender got
 */
record StoredMessage(Digest rawDigest, byte[] receipt) {}
