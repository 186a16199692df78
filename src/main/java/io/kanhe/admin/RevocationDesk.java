package io.kanhe.admin;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Ledger;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.Revocation;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Asks about revocations at once, for an operator who was told of one. Thread-safe. */
public final class RevocationDesk {

  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

  private final Revocation revocation;
  private final Ledger ledger;
  private final Clock clock;

  RevocationDesk(Revocation revocation, Ledger ledger, Clock clock) {
    this.revocation = revocation;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param asked certificates that were asked about
   * @param entry index of the entry ADMINISTERED
   */
  public record Asked(int asked, long entry) {}

  /**
   * @param by who orders it
   * @throws KanheException 1009 HEADER_INVALID for an operator that is no reference
   */
  public Asked askAgain(String by) {
    if (!REFERENCE.matcher(by).matches()) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          "operator is not a reference (expected: 1 to 64 of letters, digits, . _ / -)");
    }
    int asked = revocation.askAgain();
    try {
      return new Asked(asked, ledger.append(new Act(by, asked, clock.instant())).join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof KanheException known) {
        throw known;
      }
      throw e;
    }
  }

  private record Act(String by, int asked, Instant at) implements Change<Long> {

    private record Key(Act of) {}

    @Override
    public Object key() {
      return new Key(this);
    }

    @Override
    public Plan<Long> plan(Connection transaction) {
      Map<String, String> facts =
          Map.of(
              "act", "revocation asked again", "by", by, "certificates", Integer.toString(asked));
      return new Append<>(
          Entry.of(EntryType.ADMINISTERED, at, facts),
          (recorded, batch) -> recorded.get(0).index());
    }
  }
}
