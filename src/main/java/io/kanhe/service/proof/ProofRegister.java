package io.kanhe.service.proof;

import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.message.MessageId;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.notice.Notice;
import io.kanhe.service.proof.JdbcProofs.Asked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requests for weather proofs and the proofs that answer them (met.proof), each request answered
 * once, by a bureau that it addressed, within the term; a proof that is late is taken and said to
 * be late. Thread-safe.
 */
final class ProofRegister implements DomainState {

  static final String SERVICE = "met.proof";
  private static final String OVERDUE = "PROOF_OVERDUE";

  /** Label of the delivery of a request, {@code routes/met-proof.camel.yaml}. */
  private static final String LABEL = "request";

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.ofHours(8));

  private final ProofTerms terms;
  private final ParticipantRegistry registry;

  ProofRegister(ProofTerms terms, ParticipantRegistry registry) {
    this.terms = terms;
    this.registry = registry;
  }

  /** Requests and proofs of one number are decided one after the other. */
  private record Key(Environment environment, String requestNo) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(SERVICE)
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    return switch (message.header().operation()) {
      case "request" -> Optional.of(new Request(message, ProofRequest.read(inline.bytes())));
      case "proof" -> {
        ProofDocument proof = ProofDocument.read(inline.bytes());
        if (!proof.issuer().equals(message.header().sender().value())) {
          throw ProofRequest.failed("issuer", "another organisation", "the sender");
        }
        yield Optional.of(new Proof(message, proof));
      }
      default -> Optional.empty();
    };
  }

  private static String digest(Incoming message) {
    return message.header().payloadDigest().toString();
  }

  private static String occasion(Environment environment, String insurer, String requestNo) {
    return String.join("|", SERVICE, environment.name(), insurer, requestNo, OVERDUE);
  }

  private final class Request implements Step {

    private final Incoming message;
    private final ProofRequest request;

    Request(Incoming message, ProofRequest request) {
      this.message = message;
      this.request = request;
    }

    @Override
    public Object key() {
      return new Key(message.header().environment(), request.no());
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Environment environment = message.header().environment();
      Optional<Asked> before =
          JdbcProofs.byNumber(transaction, environment, message.sender().value(), request.no());
      if (before.isPresent()) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT,
            "proofReqNo: found a number that was used before, expected a new one");
      }
      Instant due = terms.dueAt(message.receivedAt());
      return new Decision(
          Map.of("proof", "REQUESTED", "dueAt", SECONDS.format(due)),
          (accepted, batch) -> write(due, accepted.index(), batch));
    }

    private void write(Instant due, long index, Batch batch) {
      Environment environment = message.header().environment();
      batch.add(
          JdbcProofs.INSERT,
          environment.name(),
          message.sender().value(),
          request.no(),
          message.header().messageId().toString(),
          digest(message),
          message.header().receivers().stream().map(Uscc::value).collect(Collectors.joining(" ")),
          request.peril(),
          request.element(),
          request.statistic(),
          request.threshold(),
          request.unit(),
          request.start(),
          request.end(),
          due,
          index);
      notice(due).add(batch);
    }

    private Notice notice(Instant due) {
      Environment environment = message.header().environment();
      byte[] payload =
          new ElementWriter("ProofNotice", "urn:kanhe:met:1.0", "version", "1.0")
              .leaf("proofReqNo", request.no())
              .leaf("noticeCode", OVERDUE)
              .leaf("dueTime", SECONDS.format(due))
              .finish();
      List<ParticipantId> receivers =
          Stream.concat(Stream.of(message.sender()), bureaus(message).stream()).toList();
      return new Notice(
          occasion(environment, message.sender().value(), request.no()),
          due,
          SERVICE,
          "notice",
          request.no(),
          environment,
          "P01",
          "LB-CONTRACT",
          receivers,
          payload);
    }
  }

  /** The bureaus that a request addresses; all, where it addresses the gateway alone. */
  private List<ParticipantId> bureaus(Incoming request) {
    List<Participant> all = registry.byRole(Role.MET).stream().filter(Participant::active).toList();
    List<Participant> addressed =
        all.stream().filter(each -> request.header().receivers().contains(each.uscc())).toList();
    return (addressed.isEmpty() ? all : addressed).stream().map(Participant::id).toList();
  }

  private final class Proof implements Step {

    private final Incoming message;
    private final ProofDocument proof;

    Proof(Incoming message, ProofDocument proof) {
      this.message = message;
      this.proof = proof;
    }

    @Override
    public Object key() {
      return new Key(message.header().environment(), proof.requestNo());
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Asked asked = asked(transaction);
      proof.check(asked);
      if (asked.proofDigest() != null) {
        if (!asked.proofDigest().equals(digest(message))) {
          throw new KanheException(
              ErrorCode.STATE_CONFLICT,
              "proofReqNo: found a second proof with another content, expected one proof");
        }
        return Decision.unchanged(Map.of("proof", "known", "proofIgnored", "true"));
      }
      Environment environment = message.header().environment();
      Map<String, String> facts = new TreeMap<>();
      facts.put("proof", "ISSUED");
      proof.triggered().ifPresent(it -> facts.put("triggered", it.toString()));
      if (message.receivedAt().isAfter(asked.dueAt())) {
        facts.put("warnings", "LATE_PROOF");
      }
      return new Decision(
          facts,
          (accepted, batch) -> {
            batch.add(
                JdbcProofs.ANSWER,
                proof.proofNo(),
                digest(message),
                accepted.index(),
                environment.name(),
                asked.insurer(),
                asked.requestNo());
            Notice.cancel(occasion(environment, asked.insurer(), asked.requestNo()), batch);
          });
    }

    /**
     * The request that the proof refers to, by the message id that the insurer gave it or by the
     * one under which the bureau got it.
     *
     * @throws KanheException 4001 NOT_FOUND if there is none, or the bureau was not asked
     */
    private Asked asked(Connection transaction) throws SQLException {
      MessageId correlation = message.header().correlationId();
      for (Asked each :
          JdbcProofs.byNumber(transaction, message.header().environment(), proof.requestNo())) {
        MessageId delivered =
            MessageId.named(each.requestIndex() + "|" + message.sender() + "|" + LABEL);
        boolean meant =
            correlation != null
                && (correlation.toString().equals(each.messageId())
                    || correlation.equals(delivered));
        if (meant && wasAsked(each)) {
          return each;
        }
      }
      throw new KanheException(
          ErrorCode.NOT_FOUND,
          "correlationId: found no request of that number that this bureau was asked, expected one");
    }

    private boolean wasAsked(Asked asked) {
      boolean gatewayAlone =
          asked.receivers().stream()
              .map(code -> registry.byUscc(new Uscc(code)))
              .flatMap(Optional::stream)
              .noneMatch(each -> each.role() == Role.MET);
      return gatewayAlone || asked.receivers().contains(message.header().sender().value());
    }
  }
}
