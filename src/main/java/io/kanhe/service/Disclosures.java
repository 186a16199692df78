package io.kanhe.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who got what about a person, without content: a person's right to know (domain 4.4). The person
 * is found by the keyed hash of an identifier, which is not kept. Thread-safe.
 */
public interface Disclosures {

  /**
   * The newest lines first, at most {@code limit}. That somebody looks is an entry of the ledger
   * and a line of the same list, durable before anything is shown.
   *
   * @param by who looks, a reference
   * @param purpose why, a reference; {@code null} if it was not said
   * @throws io.kanhe.platform.KanheException 1009 HEADER_INVALID for an identifier that cannot be
   *     one, 5004 STORE_UNAVAILABLE if the look could not be recorded
   */
  Disclosed of(String identifier, String by, @Nullable String purpose, int limit);

  /**
   * What is known of a person.
   *
   * @param entry ledger index of the entry that says who looked
   */
  record Disclosed(long entry, List<Line> disclosures, List<Consented> consents) {

    public Disclosed {
      disclosures = List.copyOf(disclosures);
      consents = List.copyOf(consents);
    }
  }

  /** What kind of disclosure a line is. */
  enum Kind {
    /** A consumer asked a provider about the person. */
    ASKED,
    /** A message that names the person went to a consumer. */
    TOLD,
    /** Somebody at the gateway looked at this list. */
    LISTED
  }

  /**
   * One disclosure.
   *
   * @param entry ledger index of the accepted message, or of the look
   * @param provider who answered or told; {@code null} if nobody did
   * @param completedAt when it was answered or acknowledged; {@code null} if it was not
   * @param providerDecides true for data of the police (class 4): the provider decides whether the
   *     person is told of this line
   */
  record Line(
      Kind kind,
      long entry,
      Instant at,
      String consumer,
      @Nullable String provider,
      @Nullable String service,
      @Nullable String purpose,
      @Nullable String legalBasis,
      @Nullable String consentRef,
      @Nullable Instant completedAt,
      boolean providerDecides) {}

  /** A consent of the person, as its holder registered it. */
  record Consented(
      String holder,
      String consentRef,
      List<String> services,
      List<String> purposes,
      Instant signedAt,
      Instant expiresAt,
      @Nullable Instant revokedAt) {

    public Consented {
      services = List.copyOf(services);
      purposes = List.copyOf(purposes);
    }
  }
}
