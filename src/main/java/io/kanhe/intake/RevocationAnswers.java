package io.kanhe.intake;

import io.kanhe.ledger.Change;
import io.kanhe.message.Digest;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.RevocationAnswer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answers about revocation on which messages were accepted: each kept once, whatever number of
 * messages rests on it. Thread-safe.
 */
public final class RevocationAnswers {

  /** Entry fact that names them: see {@link io.kanhe.trust.Standing#fact()}. */
  public static final String FACT = "revocation";

  private static final String INSERT =
      "INSERT INTO revocation_answer (digest, form, bytes, this_update, next_update)"
          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING";
  private static final String FIND =
      "SELECT form, bytes, this_update, next_update FROM revocation_answer WHERE digest = ?";
  private static final Pattern NAMED = Pattern.compile("(?:ocsp|crl) (SHA-256:[0-9a-f]{64})");

  private static final int MAXIMUM_KNOWN = 10_000;

  private final Database database;
  private final Set<Digest> kept = ConcurrentHashMap.newKeySet();

  public RevocationAnswers(Database database) {
    this.database = database;
  }

  /** A list may be large: it is sent to the database once, not with every message. */
  void add(Change.Batch batch, RevocationAnswer answer) {
    if (kept.contains(answer.digest())) {
      return;
    }
    batch.afterCommit(() -> keep(answer.digest()));
    batch.add(
        INSERT,
        answer.digest().toString(),
        answer.form().name(),
        answer.bytes(),
        answer.thisUpdate(),
        answer.nextUpdate());
  }

  private void keep(Digest digest) {
    if (kept.size() >= MAXIMUM_KNOWN) {
      kept.clear();
    }
    kept.add(digest);
  }

  /** Those that a fact names and that are kept. */
  public List<RevocationAnswer> named(String fact) {
    List<RevocationAnswer> answers = new ArrayList<>();
    Matcher matcher = NAMED.matcher(fact);
    while (matcher.find()) {
      String digest = matcher.group(1);
      answers.addAll(database.read(connection -> find(connection, digest)));
    }
    return answers;
  }

  private static List<RevocationAnswer> find(java.sql.Connection connection, String digest)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, digest);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return List.of();
        }
        long next = rows.getLong(4);
        Instant nextUpdate = rows.wasNull() ? null : Instant.ofEpochMilli(next);
        return List.of(
            new RevocationAnswer(
                RevocationAnswer.Form.valueOf(rows.getString(1)),
                rows.getBytes(2),
                Instant.ofEpochMilli(rows.getLong(3)),
                nextUpdate));
      }
    }
  }
}
