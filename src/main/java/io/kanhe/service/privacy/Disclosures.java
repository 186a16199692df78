package io.kanhe.service.privacy;

import io.kanhe.platform.database.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asked about a person, for what and when, without content: a person's right to know (domain
 * 4.4). Thread-safe.
 */
public final class Disclosures {

  private static final String OF_SUBJECT =
      """
      SELECT request_index, asked_at, consumer, service, purpose, legal_basis, provider, answered_at
      FROM disclosure WHERE subject_hash = ? ORDER BY asked_at DESC, request_index DESC LIMIT ?""";

  private final Database database;
  private final Subjects subjects;

  Disclosures(Database database, Subjects subjects) {
    this.database = database;
    this.subjects = subjects;
  }

  /**
   * One question about the person.
   *
   * @param requestIndex ledger index of the accepted question
   * @param provider who answered; {@code null} if nobody did
   */
  public record Disclosure(
      long requestIndex,
      Instant askedAt,
      String consumer,
      String service,
      @Nullable String purpose,
      @Nullable String legalBasis,
      @Nullable String provider,
      @Nullable Instant answeredAt) {}

  /** The newest first, at most {@code limit}. The identifier is not kept. */
  public List<Disclosure> of(String identifier, int limit) {
    String hash = subjects.hash(identifier);
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(OF_SUBJECT)) {
            query.setString(1, hash);
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
              List<Disclosure> found = new ArrayList<>();
              while (row.next()) {
                found.add(
                    new Disclosure(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getObject(8) == null ? null : Instant.ofEpochMilli(row.getLong(8))));
              }
              return found;
            }
          }
        });
  }
}
