package io.kanhe.body;

/**
 * Key of changes that add to or erase what is stored of a message: none of them shares a commit
 * with another of the same message.
 *
 * @param ledgerIndex of the accepted message
 */
public record BodyLock(long ledgerIndex) {}
