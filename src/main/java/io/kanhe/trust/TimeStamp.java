package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * A verified time stamp: {@link #authority} says that the stamped bytes existed at {@link #time}.
 *
 * <p>Standard: RFC 3161 section 2.4.2.
 *
 * @param token CMS SignedData in the one form that {@link TimeStamping} writes and takes
 * @param accuracy what the authority states of its clock; zero if it states nothing
 * @param policy dotted object identifier of the policy that the authority states
 */
public record TimeStamp(
    byte[] token, Instant time, Duration accuracy, String policy, X509Certificate authority) {

  @Override
  public String toString() {
    return "TimeStamp[" + time + "]";
  }
}
