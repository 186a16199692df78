package io.kanhe.participant;

import java.time.LocalDate;
import java.util.Set;

/**
 * Who may send which service to whom, for which purposes and on which legal bases, between two
 * dates, both included.
 *
 * @param recipients participants that may receive; the gateway itself needs no mention
 * @param purposes codes of CL-18
 * @param legalBases codes of CL-19
 */
public record Agreement(
    String id,
    String serviceId,
    ParticipantId sender,
    Set<ParticipantId> recipients,
    Set<String> purposes,
    Set<String> legalBases,
    LocalDate validFrom,
    LocalDate validUntil) {

  public Agreement {
    recipients = Set.copyOf(recipients);
    purposes = Set.copyOf(purposes);
    legalBases = Set.copyOf(legalBases);
  }

  public boolean isInForce(LocalDate day) {
    return !day.isBefore(validFrom) && !day.isAfter(validUntil);
  }
}
