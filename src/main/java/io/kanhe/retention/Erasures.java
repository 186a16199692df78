package io.kanhe.retention;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Ledger;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases stored bodies: those whose time has come, and those that an operator names. Everything
 * goes through the ledger's writer, so that a crash leaves a message either whole or erased.
 * Thread-safe.
 */
public final class Erasures {

  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");
  private static final Duration OPEN_AGAIN = Duration.ofHours(1);
  private static final String DUE =
      "SELECT ledger_index FROM body_key WHERE review_at <= ? ORDER BY review_at LIMIT ?";
  private static final String REVIEW = "UPDATE body_key SET review_at = ? WHERE ledger_index = ?";
  private static final String ERASED =
      "SELECT erased_index, erased_at, rule FROM body_erased WHERE ledger_index = ?";

  private final Database database;
  private final Ledger ledger;
  private final RetentionRules rules;
  private final Path feeds;
  private final Clock clock;

  /**
   * @param feeds folder of the feed files
   */
  Erasures(Database database, Ledger ledger, RetentionRules rules, Path feeds, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.rules = rules;
    this.feeds = feeds;
    this.clock = clock;
  }

  /**
   * An erased body.
   *
   * @param entry index of the ERASED entry
   */
  public record Erased(long entry, Instant at, String rule) {}

  /** What is known of the erasure of a message, if it took place. */
  public Optional<Erased> of(long ledgerIndex) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(ERASED)) {
            query.setLong(1, ledgerIndex);
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Erased(
                          row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3)))
                  : Optional.empty();
            }
          }
        });
  }

  /**
   * Erases one message at once, also before it is delivered: open deliveries are cancelled.
   *
   * @param by who orders it, and {@code reason} the reference of the case: letters, digits, and
   *     {@code . _ / -}
   * @throws KanheException 1009 HEADER_INVALID for another operator or reason, 4001 NOT_FOUND if
   *     nothing is stored of the message
   */
  public Erased erase(long ledgerIndex, String by, String reason) {
    requireReference("operator", by);
    requireReference("reason", reason);
    Holding holding =
        database
            .read(connection -> Holding.find(connection, ledgerIndex))
            .orElseThrow(Erasures::nothingStored);
    Erasure erasure =
        new Erasure(
            holding,
            any -> Optional.of("on-demand"),
            Optional.of(new Erasure.Order(by, reason)),
            clock.instant());
    deleteFile(join(ledger.append(erasure)).orElseThrow(Erasures::nothingStored));
    database.scrub();
    LOG.info("message of entry {} was erased by {}", ledgerIndex, by);
    return of(ledgerIndex).orElseThrow(Erasures::nothingStored);
  }

  /**
   * What came of one look.
   *
   * @param looked messages that were due for a look
   */
  record Look(int looked, int erased) {}

  /** Erases what is due, of at most {@code limit} messages. */
  Look eraseDue(int limit) {
    Instant now = clock.instant();
    List<CompletableFuture<Optional<Holding>>> erased = new ArrayList<>();
    List<CompletableFuture<Boolean>> reviewed = new ArrayList<>();
    List<Long> due = due(now, limit);
    for (long index : due) {
      Optional<Holding> found = database.read(connection -> Holding.find(connection, index));
      RetentionRules.Term term =
          found.map(rules::of).orElse(new RetentionRules.Term(Instant.MAX, ""));
      if (found.isPresent() && !term.end().isAfter(now)) {
        erased.add(
            ledger.append(
                new Erasure(found.get(), each -> ruleIfDue(each, now), Optional.empty(), now)));
      } else {
        Instant again = term.end().equals(Instant.MAX) ? now.plus(OPEN_AGAIN) : term.end();
        reviewed.add(ledger.append(new Review(index, again)));
      }
    }
    reviewed.forEach(Erasures::join);
    int count = 0;
    for (CompletableFuture<Optional<Holding>> each : erased) {
      Optional<Holding> holding = join(each);
      holding.ifPresent(this::deleteFile);
      count += holding.isPresent() ? 1 : 0;
    }
    return new Look(due.size(), count);
  }

  private Optional<String> ruleIfDue(Holding holding, Instant now) {
    RetentionRules.Term term = rules.of(holding);
    return term.end().isAfter(now) ? Optional.empty() : Optional.of(term.rule());
  }

  private List<Long> due(Instant now, int limit) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(DUE)) {
            query.setLong(1, now.toEpochMilli());
            query.setInt(2, limit);
            try (ResultSet rows = query.executeQuery()) {
              List<Long> found = new ArrayList<>();
              while (rows.next()) {
                found.add(rows.getLong(1));
              }
              return found;
            }
          }
        });
  }

  /** A file that stays behind in a crash is deleted at the next start: no message names it. */
  private void deleteFile(Holding erased) {
    String name = erased.file();
    if (name == null) {
      return;
    }
    try {
      Files.deleteIfExists(feeds.resolve(name));
    } catch (IOException e) {
      LOG.warn("feed file {} could not be deleted; it goes at the next start", name);
    }
  }

  private static void requireReference(String what, String value) {
    if (!REFERENCE.matcher(value).matches()) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          what + " is not a reference (expected: 1 to 64 of letters, digits, . _ / -)");
    }
  }

  private static KanheException nothingStored() {
    return new KanheException(ErrorCode.NOT_FOUND, "nothing is stored of this message any more");
  }

  private static <T> T join(CompletableFuture<T> change) {
    try {
      return change.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof KanheException known) {
        throw known;
      }
      throw e;
    }
  }

  /** Says when to look at a message again. No entry: nothing happened to it. */
  private record Review(long ledgerIndex, Instant at) implements Change<Boolean> {

    @Override
    public Object key() {
      return this;
    }

    @Override
    public Plan<Boolean> plan(Connection transaction) throws SQLException {
      return new Append<>(
          List.of(),
          (recorded, batch) -> {
            batch.add(REVIEW, at, ledgerIndex);
            return true;
          });
    }
  }
}
