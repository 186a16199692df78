package io.kanhe.participant;

import java.time.LocalDate;
import java.util.List;

/**
 * All agreements. Immutable; read from {@code config/agreements.yaml}. What no agreement allows is
 * refused.
 */
public interface Agreements {

  /** In the order of the file. */
  List<Agreement> all();

  /** Agreements in force under which {@code sender} may send {@code serviceId} at all. */
  List<Agreement> inForce(ParticipantId sender, String serviceId, LocalDate day);

  /**
   * True if one agreement in force lets {@code sender} send {@code serviceId} to {@code recipient}.
   */
  boolean allows(ParticipantId sender, String serviceId, ParticipantId recipient, LocalDate day);
}
