package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Asks for and verifies time stamps of authorities that others run: token signature, the
 * authority's certificate with its path in force at the stamp's time, extended key usage
 * timeStamping alone and critical, imprint of the stamped bytes.
 *
 * <p>Standard: RFC 3161, RFC 5816. Thread-safe. A token is kept in one form only: its signer and no
 * certificate that the path does not need, no unsigned attribute, DER. So no byte of it can change
 * unseen.
 */
public interface TimeStamping {

  /** A request over the SHA-256 of {@code data}, with a nonce, that asks for the certificate. */
  Query query(byte[] data);

  /**
   * @throws io.kanhe.platform.KanheException 1001 for the structure, 2001 for signature, imprint or
   *     form, 2003 for an algorithm, 2007 for the authority's certificate
   */
  TimeStamp verify(byte[] token, byte[] data);

  /**
   * Path of a token's authority, its certificate first, anchor last.
   *
   * @throws io.kanhe.platform.KanheException as {@link #verify}
   */
  List<X509Certificate> path(byte[] token, byte[] data);

  /** One request and the check of its answer. */
  interface Query {

    /** {@code application/timestamp-query} */
    byte[] request();

    /**
     * @param response {@code application/timestamp-reply}
     * @throws io.kanhe.platform.KanheException as {@link TimeStamping#verify}, and 2001 if the
     *     answer is a refusal or belongs to another request
     */
    TimeStamp accept(byte[] response);
  }
}
