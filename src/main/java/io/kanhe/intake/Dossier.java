package io.kanhe.intake;

import io.kanhe.catalogue.Service;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.participant.Participant;
import io.kanhe.trust.Signer;
import io.kanhe.trust.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline knows of one submission so far. Each stage adds to it; used by one thread. The
 * getters of what a stage has not found yet throw: the order of the stages is the contract.
 */
final class Dossier {

  static final String ACKNOWLEDGEMENT = "kanhe.acknowledgement";

  private final Submission submission;
  private final Digest rawDigest;
  private @Nullable Opened opened;
  private @Nullable Payload payload;
  private @Nullable Standing standing;
  private @Nullable Participant sender;
  private boolean sendersOwnConnection;
  private List<Participant> recipients = List.of();
  private @Nullable Service service;
  private @Nullable String format;
  private @Nullable AtomicLong quota;
  private Set<String> warnings = Set.of();
  private List<DomainState.Step> steps = List.of();

  Dossier(Submission submission) {
    this.submission = submission;
    this.rawDigest = Digest.sha256(raw(submission));
  }

  Submission submission() {
    return submission;
  }

  Instant receivedAt() {
    return submission.receivedAt();
  }

  /**
   * SHA-256 over the bytes as they came in; for feeds over the signed header, which holds the
   * file's own digest.
   */
  Digest rawDigest() {
    return rawDigest;
  }

  byte[] raw() {
    return raw(submission);
  }

  Opened opened() {
    return Objects.requireNonNull(opened, "not opened yet");
  }

  void opened(Opened value) {
    opened = value;
    payload = value.payload();
  }

  /** The header, once its signature verified. */
  Optional<Header> verifiedHeader() {
    return opened == null ? Optional.empty() : Optional.of(opened.header());
  }

  Header header() {
    return opened().header();
  }

  Signer signer() {
    return opened().signer();
  }

  Payload payload() {
    return Objects.requireNonNull(payload, "not opened yet");
  }

  /** Replaces the payload by one that knows its rows. */
  void payload(Payload value) {
    payload = value;
  }

  /** Why the signer's certificate was trusted. */
  Standing standing() {
    return Objects.requireNonNull(standing, "certificate not checked yet");
  }

  void standing(Standing value) {
    standing = value;
  }

  boolean isAcknowledgement() {
    return ACKNOWLEDGEMENT.equals(header().serviceId());
  }

  /** A provider's answer to a query: it settles the delivery that it names by correlationId. */
  boolean isAnswer() {
    return header().direction() == Direction.RESPONSE
        && service()
            .flatMap(known -> known.operation(header().operation()))
            .filter(Service.Operation::isQuery)
            .isPresent();
  }

  Participant sender() {
    return Objects.requireNonNull(sender, "sender not known yet");
  }

  Optional<Participant> knownSender() {
    return Optional.ofNullable(sender);
  }

  void sender(Participant value) {
    sender = value;
  }

  /** True once signer, sender and connection were found to be one participant. */
  boolean isFromSenderItself() {
    return sendersOwnConnection;
  }

  void fromSenderItself() {
    sendersOwnConnection = true;
  }

  /** Registered participants among the receivers, without the gateway. */
  List<Participant> recipients() {
    return recipients;
  }

  void recipients(List<Participant> value) {
    recipients = List.copyOf(value);
  }

  Optional<Service> service() {
    return Optional.ofNullable(service);
  }

  void service(Service value) {
    service = value;
  }

  String format() {
    return Objects.requireNonNull(format, "contract not checked yet");
  }

  void format(String value) {
    format = value;
  }

  /** What is doubtful in the payload but no reason to refuse it, as codes. */
  Set<String> warnings() {
    return warnings;
  }

  void warnings(Set<String> value) {
    warnings = value;
  }

  /** What the message does to the state of the domain. */
  List<DomainState.Step> steps() {
    return steps;
  }

  void steps(List<DomainState.Step> value) {
    steps = List.copyOf(value);
  }

  /** The counter that this message was counted in, if any. */
  Optional<AtomicLong> quota() {
    return Optional.ofNullable(quota);
  }

  void quota(@Nullable AtomicLong value) {
    quota = value;
  }

  @Override
  public String toString() {
    return "Dossier[" + submission + "]";
  }

  private static byte[] raw(Submission submission) {
    if (submission instanceof Submission.Soap soap) {
      return soap.raw();
    }
    if (submission instanceof Submission.Mq mq) {
      return mq.raw();
    }
    return ((Submission.Feed) submission).signedHeader();
  }
}
