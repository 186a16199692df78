package io.kanhe.routing;

import io.kanhe.platform.ErrorCode;
import java.time.Instant;

/**
 * A message that could not be routed yet.
 *
 * @param detail what failed, without payload
 * @param attempts so far
 * @param retrying true if the gateway tries again by itself; false if a person has to act
 * @param since first failure
 */
public record StuckMessage(
    long ledgerIndex,
    ErrorCode code,
    String detail,
    int attempts,
    boolean retrying,
    Instant since) {}
