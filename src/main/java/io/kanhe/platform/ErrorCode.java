package io.kanhe.platform;

import static io.kanhe.platform.Disposition.QUARANTINE;
import static io.kanhe.platform.Disposition.REJECT;
import static io.kanhe.platform.Disposition.RETRY;

/**
 * Every code with which Kanhe refuses or fails, stable for ever. The families follow CL-28 of the
 * domain: 1xxx format, 2xxx security, 3xxx permission, 4xxx business, 5xxx system. {@code
 * docs/errors.md} is held equal to this table by a test; SOAP faults, MQ refusals and HTTP problems
 * are all made from it.
 */
public enum ErrorCode {
  MALFORMED(
      1001,
      REJECT,
      400,
      "The message is not well-formed.",
      "Send one well-formed document in UTF-8."),
  CONTRACT_VIOLATED(
      1002,
      REJECT,
      422,
      "The payload breaks the contract of its service.",
      "Validate against the service's schema before sending."),
  CODE_UNKNOWN(
      1003,
      REJECT,
      422,
      "A coded value is not in its code list.",
      "Use a value of the code list named in the detail."),
  CHECK_DIGIT_WRONG(
      1004,
      REJECT,
      422,
      "An identifier fails its check digit.",
      "Correct the identifier at its source."),
  MESSAGE_ID_CONFLICT(
      1005,
      REJECT,
      409,
      "This message id was already used for other bytes.",
      "Give every new message a new id; repeat a message byte for byte."),
  MESSAGE_EXPIRED(
      1006,
      REJECT,
      422,
      "The message was past its expiresTime when it arrived.",
      "Send again with a new id and a later expiresTime."),
  LIMIT_EXCEEDED(
      1007,
      REJECT,
      413,
      "The message exceeds a limit of this door.",
      "Keep to the limits in docs/protocol.md; large data goes by feed."),
  MEDIA_TYPE_UNSUPPORTED(
      1008,
      REJECT,
      415,
      "This door does not take this kind of content.",
      "Send the content type that docs/protocol.md gives for the door."),
  HEADER_INVALID(
      1009,
      REJECT,
      422,
      "A header field is missing or wrong.",
      "Correct the field named in the detail; docs/protocol.md lists all of them."),
  CONTENT_MISMATCH(
      1010,
      REJECT,
      422,
      "The content is not what the header says of it.",
      "Compute digest, size and row count over the very bytes that you send."),
  SERVICE_UNKNOWN(
      1011,
      REJECT,
      422,
      "The catalogue has no such service, operation or version.",
      "Use a service, operation and version of the catalogue."),
  CONSTRUCT_FORBIDDEN(
      1012,
      REJECT,
      400,
      "The document holds a construct that is never accepted.",
      "Leave out DTDs, processing instructions and anything after the root element."),
  SIGNATURE_INVALID(
      2001,
      REJECT,
      403,
      "The signature does not verify.",
      "Sign the bytes that you send, after the last change to them."),
  CERTIFICATE_REVOKED(
      2002,
      REJECT,
      403,
      "The signer's certificate is revoked.",
      "Sign with a certificate that is in force."),
  ALGORITHM_FORBIDDEN(
      2003,
      REJECT,
      403,
      "An algorithm, key size or transform is not allowed.",
      "Use the algorithms listed in docs/protocol.md, SHA-256 or better."),
  CLOCK_SKEW(
      2004,
      REJECT,
      422,
      "The sent time is too far from the gateway's clock.",
      "Set the sender's clock by NTP; send within 300 seconds of signing."),
  REPLAY(
      2005,
      REJECT,
      409,
      "A recorded message was presented again by somebody else or out of its time.",
      "Send a new message with a new id over your own connection."),
  SIGNATURE_MISSING(
      2006,
      REJECT,
      403,
      "The message carries no signature in the expected place.",
      "Sign as docs/protocol.md describes for this door."),
  CERTIFICATE_UNTRUSTED(
      2007,
      REJECT,
      403,
      "The signer's certificate is not trusted for signing.",
      "Use a certificate in force that the registry knows, issued for signatures."),
  SIGNER_NOT_SENDER(
      2008,
      REJECT,
      403,
      "The signer is not the sender named in the header.",
      "Sign with a certificate of the sending participant."),
  COVERAGE_INCOMPLETE(
      2009,
      REJECT,
      403,
      "The signature does not cover all that it must.",
      "Sign header, Body, Timestamp and every wsa element, each in its place."),
  TRANSPORT_IDENTITY_MISMATCH(
      2010,
      REJECT,
      403,
      "The connection belongs to another participant than the signer.",
      "Connect with a TLS certificate of the signing participant."),
  REVOCATION_UNKNOWN(
      2011,
      RETRY,
      503,
      "Whether the signer's certificate is revoked cannot be told for the moment.",
      "Send the same bytes again after the time in Retry-After; nothing was accepted."),
  ENCRYPTION_REQUIRED(
      2012,
      REJECT,
      422,
      "Content that must be encrypted to its receivers is not.",
      "Encrypt it to the registered encryption certificates of the receivers, and of nobody else."),
  DECRYPTION_FAILED(
      2013,
      REJECT,
      422,
      "Encrypted content does not open with the receiver's key.",
      "Encrypt again to the receiver's present encryption certificate."),
  NO_AGREEMENT(
      3001,
      REJECT,
      403,
      "No agreement in force allows this exchange.",
      "Ask the gateway's administrator for an agreement on this service."),
  PURPOSE_NOT_ALLOWED(
      3002,
      REJECT,
      403,
      "The purpose or legal basis is not allowed here.",
      "State a purpose and legal basis that the agreement lists."),
  CONSENT_MISSING(
      3003,
      REJECT,
      403,
      "A consent in force is needed and was not given.",
      "Obtain the person's consent and name it in consentRef."),
  QUOTA_EXCEEDED(
      3004,
      RETRY,
      429,
      "The participant's quota is used up.",
      "Wait until the next period or ask for a larger quota."),
  CLASS_NOT_CLEARED(
      3005,
      REJECT,
      403,
      "The participant is not cleared for this class of data.",
      "Ask the gateway's administrator for clearance."),
  SENDER_UNKNOWN(
      3006,
      REJECT,
      403,
      "The sender is not an active participant.",
      "Register the participant, or have it activated."),
  ENVIRONMENT_NOT_ALLOWED(
      3007,
      REJECT,
      403,
      "The participant does not take part in this environment.",
      "Send Actual, Exercise or Test as registered."),
  ROLE_NOT_ALLOWED(
      3008,
      REJECT,
      403,
      "The service is not for an organisation of this role.",
      "See docs/services.md for who provides the service and who gets it."),
  NOT_FOUND(4001, REJECT, 404, "Nothing is known under this reference.", "Check the reference."),
  RULE_FAILED(
      4002,
      REJECT,
      422,
      "A business rule of the service failed.",
      "Correct the value named in the detail."),
  STATE_CONFLICT(
      4003,
      REJECT,
      409,
      "The step does not fit the recorded state.",
      "Read the present state, then decide the next step."),
  COUNTERPART_MISSING(
      4004,
      REJECT,
      422,
      "The other side of this case has not reported.",
      "Ask the other side to send its part."),
  ANSWER_LATE(
      4005,
      REJECT,
      409,
      "The answer came after the query's deadline.",
      "Nothing: the asker asks again if it still needs to know."),
  PARTNER_TIMEOUT(
      5001,
      RETRY,
      504,
      "A partner did not answer in time.",
      "Nothing: Kanhe tries again until the deadline."),
  PARTNER_DOWN(
      5002,
      RETRY,
      503,
      "A partner cannot be reached.",
      "Nothing: Kanhe tries again until the deadline."),
  OVERLOADED(
      5003,
      RETRY,
      503,
      "The gateway takes no more work for the moment.",
      "Send the same bytes again after the time in Retry-After."),
  STORE_UNAVAILABLE(
      5004,
      RETRY,
      503,
      "The gateway cannot record messages for the moment.",
      "Send the same bytes again later; nothing was accepted."),
  INTERNAL(
      5005,
      QUARANTINE,
      500,
      "The gateway failed.",
      "Send the same bytes again; if it persists, report the trace id."),
  CONFIGURATION_INVALID(
      5006,
      QUARANTINE,
      500,
      "The configuration is not valid.",
      "Correct the file at the line named in the detail."),
  EVIDENCE_LAPSED(
      5007,
      RETRY,
      503,
      "No trusted time stamp was to be had for too long, so nothing more is accepted.",
      "Send the same bytes again after the time in Retry-After; nothing was accepted."),
  ANSWER_INVALID(
      5008,
      RETRY,
      502,
      "The provider's answer was not acceptable.",
      "Ask again with a new message; if it persists, tell the provider."),
  ANSWER_UNVERIFIED(
      5009,
      RETRY,
      502,
      "The provider's answer carried no signature that verifies.",
      "Ask again with a new message; if it persists, tell the provider.");

  private final int number;
  private final Disposition disposition;
  private final int httpStatus;
  private final String title;
  private final String remedy;

  ErrorCode(int number, Disposition disposition, int httpStatus, String title, String remedy) {
    this.number = number;
    this.disposition = disposition;
    this.httpStatus = httpStatus;
    this.title = title;
    this.remedy = remedy;
  }

  /** Four digits. */
  public int number() {
    return number;
  }

  public Disposition disposition() {
    return disposition;
  }

  /** Status of the RFC 9457 problem and of SOAP 1.2 faults (SOAP 1.1 sends 500 for every fault). */
  public int httpStatus() {
    return httpStatus;
  }

  /**
   * True where the sender has to change something: SOAP {@code Sender}/{@code Client}, otherwise
   * {@code Receiver}/{@code Server}.
   */
  public boolean isSendersFault() {
    return number < 5000 && this != REVOCATION_UNKNOWN;
  }

  /** True where the gateway itself is not able for the moment: HTTP answers carry Retry-After. */
  public boolean isToBeRepeated() {
    return this == OVERLOADED
        || this == STORE_UNAVAILABLE
        || this == EVIDENCE_LAPSED
        || this == REVOCATION_UNKNOWN;
  }

  /** One sentence that says what happened, the same at every door. */
  public String title() {
    return title;
  }

  /** One sentence that says what to do. */
  public String remedy() {
    return remedy;
  }

  @Override
  public String toString() {
    return number + " " + name();
  }
}
