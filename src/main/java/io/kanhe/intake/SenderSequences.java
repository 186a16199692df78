package io.kanhe.intake;

import io.kanhe.participant.ParticipantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the messages of each sender from 1 without holes. A group commit plans all its changes
 * before it writes any, so the numbers given out in the commit under way are kept here; what
 * earlier commits gave out stands in the database. A commit that fails leaves no trace: its numbers
 * are forgotten with it.
 */
final class SenderSequences {

  private final MessageStore store;
  private final Map<ParticipantId, Long> planned = new HashMap<>();
  private boolean writing;

  SenderSequences(MessageStore store) {
    this.store = store;
  }

  /** Called while a change is planned. */
  synchronized long next(Connection transaction, ParticipantId sender) throws SQLException {
    if (writing) {
      forget();
    }
    Long last = planned.get(sender);
    long next = (last == null ? store.lastSequence(transaction, sender) : last) + 1;
    planned.put(sender, next);
    return next;
  }

  /** Called while a change is written: the next plan belongs to another commit. */
  synchronized void written() {
    writing = true;
  }

  /** Called when a commit failed. */
  synchronized void forget() {
    writing = false;
    planned.clear();
  }
}
