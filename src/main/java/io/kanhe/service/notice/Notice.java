package io.kanhe.service.notice;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.participant.ParticipantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the gateway will say. Put into the commit that brings it about it can neither be
 * lost nor said without its cause; with a later {@code dueAt} it is a term, and cancelling it means
 * that what was waited for came in time.
 *
 * @param occasion names what happened, once for ever: {@code service|case|what}
 * @param receivers empty: whom the routes find
 * @param payload without personal values
 */
public record Notice(
    String occasion,
    Instant dueAt,
    String serviceId,
    String operation,
    String businessKey,
    Environment environment,
    @Nullable String purposeCode,
    @Nullable String legalBasis,
    List<ParticipantId> receivers,
    byte[] payload) {

  static final String DELETE = "DELETE FROM notice WHERE occasion = ?";

  private static final String INSERT =
      """
      INSERT INTO notice (occasion, due_at, service, operation, business_key, environment, purpose, legal_basis,
        receivers, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (occasion) DO NOTHING""";

  public Notice {
    receivers = List.copyOf(receivers);
  }

  public void add(Batch batch) {
    batch.add(
        INSERT,
        occasion,
        dueAt,
        serviceId,
        operation,
        businessKey,
        environment.name(),
        purposeCode,
        legalBasis,
        receivers.stream().map(ParticipantId::value).collect(Collectors.joining(" ")),
        new String(payload, StandardCharsets.UTF_8));
  }

  /** What the notice waited for came in time; does nothing if it was said already. */
  public static void cancel(String occasion, Batch batch) {
    batch.add(DELETE, occasion);
  }

  @Override
  public String toString() {
    return "Notice[" + occasion + "]";
  }
}
