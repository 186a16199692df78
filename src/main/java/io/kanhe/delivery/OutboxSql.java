package io.kanhe.delivery;

/**
 * Every statement of the outbox, the same for SQLite and PostgreSQL.
 *
 * <p>The conditions {@code settled_at IS NULL AND next_attempt_at = 0} and {@code > 0} stand as
 * literals: a planner uses a partial index only where it sees its condition. The writes of two
 * changes in one commit may come in either order, so each of them leaves a settled delivery
 * settled.
 */
final class OutboxSql {

  static final String READY =
      """
      SELECT id, priority, ledger_index FROM delivery
      WHERE recipient = ? AND settled_at IS NULL AND next_attempt_at = 0
      ORDER BY priority DESC, ledger_index LIMIT ?""";

  static final String TIMED =
      """
      SELECT id, priority, ledger_index FROM delivery
      WHERE recipient = ? AND settled_at IS NULL AND next_attempt_at > 0 AND next_attempt_at <= ?
      ORDER BY next_attempt_at LIMIT ?""";

  static final String NEXT_TIMED =
      """
      SELECT next_attempt_at FROM delivery
      WHERE recipient = ? AND settled_at IS NULL AND next_attempt_at > 0 AND next_attempt_at > ?
      ORDER BY next_attempt_at LIMIT 1""";

  static final String OVERDUE =
      "SELECT id, recipient FROM delivery WHERE settled_at IS NULL AND deadline <= ? ORDER BY deadline LIMIT ?";

  static final String LOAD_OPEN =
      """
      SELECT d.*, o.bytes FROM delivery d JOIN outgoing o ON o.delivery_id = d.id
      WHERE d.id = ? AND d.settled_at IS NULL""";

  static final String LOAD =
      "SELECT d.*, o.bytes FROM delivery d JOIN outgoing o ON o.delivery_id = d.id WHERE d.id = ?";

  static final String BACKLOG =
      "SELECT recipient, COUNT(*), MIN(created_at) FROM delivery WHERE settled_at IS NULL GROUP BY recipient";

  static final String VIEW = "SELECT * FROM delivery WHERE id = ?";

  static final String VIEWS_OF_MESSAGE =
      "SELECT * FROM delivery WHERE ledger_index = ? ORDER BY recipient, label, id";

  static final String BYTES =
      "SELECT o.bytes, d.ledger_index FROM outgoing o JOIN delivery d ON d.id = o.delivery_id WHERE d.id = ?";

  /** State of the delivery that an acknowledgement names. */
  static final String STATE =
      "SELECT state, bytes_digest, ledger_index, label, deadline FROM delivery WHERE id = ? AND recipient = ?";

  static final String IS_OPEN = "SELECT 1 FROM delivery WHERE id = ? AND settled_at IS NULL";

  static final String IS_CURRENT =
      """
      SELECT 1 FROM delivery d JOIN outgoing o ON o.delivery_id = d.id
      WHERE d.id = ? AND d.bytes_digest = ? AND d.settled_at IS NULL""";

  static final String FORMER =
      "INSERT INTO former_delivery (delivery_id, bytes_digest, renewed_index) VALUES (?, ?, ?)";

  static final String FORMERS =
      "SELECT bytes_digest, renewed_index FROM former_delivery WHERE delivery_id = ? ORDER BY renewed_index";

  static final String RENEWALS =
      """
      SELECT f.renewed_index FROM former_delivery f JOIN delivery d ON d.id = f.delivery_id
      WHERE d.ledger_index = ? ORDER BY f.renewed_index""";

  static final String IS_FORMER =
      "SELECT 1 FROM former_delivery WHERE delivery_id = ? AND bytes_digest = ?";

  static final String RENEWED = "UPDATE delivery SET bytes_digest = ? WHERE id = ?";

  static final String RENEWED_BYTES = "UPDATE outgoing SET bytes = ? WHERE delivery_id = ?";

  static final String ATTEMPTS = "SELECT attempts FROM delivery WHERE id = ?";

  static final String IS_UNROUTED = "SELECT 1 FROM unrouted WHERE ledger_index = ?";

  static final String INSERT =
      """
      INSERT INTO delivery (id, ledger_index, routed_index, recipient, door, label, state, attempts, possible_duplicate, priority,
        created_at, deadline, next_attempt_at, bytes_digest)
      VALUES (?, ?, ?, ?, ?, ?, 'PENDING', 0, 0, ?, ?, ?, 0, ?)""";

  static final String INSERT_BYTES = "INSERT INTO outgoing (delivery_id, bytes) VALUES (?, ?)";

  static final String ANSWERED =
      "UPDATE delivery SET state = 'ANSWERED', settled_at = ?, ack_index = ? WHERE id = ?";

  static final String HANDED_OVER =
      """
      UPDATE delivery SET attempts = attempts + 1, possible_duplicate = ?, handed_over_at = ?, handed_over_index = ?, next_attempt_at = ?,
        last_code = NULL, state = CASE WHEN settled_at IS NULL THEN 'HANDED_OVER' ELSE state END
      WHERE id = ?""";

  static final String FAILED =
      """
      UPDATE delivery SET attempts = attempts + 1, possible_duplicate = 1, last_code = ?, next_attempt_at = ?
      WHERE id = ? AND settled_at IS NULL""";

  static final String EXPIRED =
      "UPDATE delivery SET state = 'EXPIRED', settled_at = ?, ack_index = ? WHERE id = ? AND settled_at IS NULL";

  /**
   * An acknowledgement that shares its commit with the expiry wins over it: the recipient does have
   * the message.
   */
  static final String SETTLED =
      """
      UPDATE delivery SET state = ?, settled_at = ?, ack_index = ?
      WHERE id = ? AND (settled_at IS NULL OR state = 'EXPIRED')""";

  static final String MARK_OPEN =
      "UPDATE delivery SET possible_duplicate = 1 WHERE settled_at IS NULL AND possible_duplicate = 0";

  private OutboxSql() {}
}
