package io.kanhe.service.privacy;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.ledger.Ledger;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.service.Disclosures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of disclosures in the gateway's database. */
final class JdbcDisclosures implements Disclosures {

  private static final int POLICE = 4;
  private static final int LONGEST_IDENTIFIER = 64;

  /** Questions, messages that name the person, and looks at this very list. */
  private static final String OF_SUBJECT =
      """
      SELECT 'ASKED', request_index, asked_at, consumer, provider, service, purpose, legal_basis, consent_ref,
        answered_at
      FROM disclosure WHERE subject_hash = ?
      UNION ALL
      SELECT 'TOLD', s.ledger_index, d.created_at, d.recipient, s.sender, s.service, s.purpose, s.legal_basis,
        s.consent_ref, d.settled_at
      FROM message_subject s JOIN delivery d ON d.ledger_index = s.ledger_index
      WHERE s.subject_hash = ?
      UNION ALL
      SELECT 'LISTED', read_index, read_at, reader, NULL, NULL, purpose, NULL, NULL, NULL
      FROM subject_read WHERE subject_hash = ?
      ORDER BY 3 DESC, 2 DESC LIMIT ?""";

  private static final String CONSENTS =
      """
      SELECT holder, consent_ref, services, purposes, signed_at, expires_at, revoked_at
      FROM consent WHERE subject_hash = ? ORDER BY signed_at, holder, consent_ref""";

  private final Database database;
  private final Ledger ledger;
  private final Catalogue catalogue;
  private final Subjects subjects;
  private final Clock clock;

  JdbcDisclosures(
      Database database, Ledger ledger, Catalogue catalogue, Subjects subjects, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.catalogue = catalogue;
    this.subjects = subjects;
    this.clock = clock;
  }

  @Override
  public Disclosed of(String identifier, String by, @Nullable String purpose, int limit) {
    if (identifier.isBlank() || identifier.length() > LONGEST_IDENTIFIER) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          "the identifier is empty or too long (expected: 1 to "
              + LONGEST_IDENTIFIER
              + " letters)");
    }
    String hash = subjects.hash(identifier);
    long entry =
        ledger.appendAndWait(
            new SubjectRead(hash, by, purpose, clock.instant()),
            "that it is read could not be recorded");
    return database.read(
        connection ->
            new Disclosed(entry, lines(connection, hash, limit), consents(connection, hash)));
  }

  private List<Line> lines(Connection connection, String hash, int limit) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OF_SUBJECT)) {
      for (int i = 1; i <= 3; i++) {
        query.setString(i, hash);
      }
      query.setInt(4, limit);
      try (ResultSet row = query.executeQuery()) {
        List<Line> found = new ArrayList<>();
        while (row.next()) {
          found.add(line(row));
        }
        return found;
      }
    }
  }

  private Line line(ResultSet row) throws SQLException {
    String service = row.getString(6);
    return new Line(
        Kind.valueOf(row.getString(1)),
        row.getLong(2),
        Instant.ofEpochMilli(row.getLong(3)),
        row.getString(4),
        row.getString(5),
        service,
        row.getString(7),
        row.getString(8),
        row.getString(9),
        time(row, 10),
        service != null && isOfPolice(service));
  }

  private boolean isOfPolice(String service) {
    return catalogue.all().stream()
        .filter(each -> each.id().equals(service))
        .mapToInt(Service::personalDataClass)
        .anyMatch(each -> each >= POLICE);
  }

  private static List<Consented> consents(Connection connection, String hash) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CONSENTS)) {
      query.setString(1, hash);
      try (ResultSet row = query.executeQuery()) {
        List<Consented> found = new ArrayList<>();
        while (row.next()) {
          found.add(
              new Consented(
                  row.getString(1),
                  row.getString(2),
                  List.copyOf(Consent.words(row.getString(3))),
                  List.copyOf(Consent.words(row.getString(4))),
                  Instant.ofEpochMilli(row.getLong(5)),
                  Instant.ofEpochMilli(row.getLong(6)),
                  time(row, 7)));
        }
        return found;
      }
    }
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
