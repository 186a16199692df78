package io.kanhe.fault;

/**
 * A message that a sender has signed and will submit until it is answered.
 *
 * @param payload digest of the payload, which no route on its way changes
 */
record Sent(String sender, String id, String raw, String payload) {

  String line() {
    return String.join("\t", sender, id, raw, payload);
  }

  static Sent parse(String line) {
    String[] cells = line.split("\t", -1);
    return new Sent(cells[0], cells[1], cells[2], cells[3]);
  }
}
