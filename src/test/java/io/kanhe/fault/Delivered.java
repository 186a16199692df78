package io.kanhe.fault;

/**
 * A delivery as its recipient got it, its signature verified.
 *
 * @param id of the delivered message itself
 * @param original id of the message that the gateway accepted
 * @param originalRaw digest of the original bytes, as the gateway states it
 * @param marked true if it came with a duplicate mark
 * @param raw digest of the delivered bytes
 */
record Delivered(
    String recipient,
    String id,
    String operation,
    String original,
    String originalRaw,
    boolean marked,
    String raw,
    String payload) {

  String line() {
    return String.join(
        "\t", recipient, id, operation, original, originalRaw, marked ? "M" : "-", raw, payload);
  }

  static Delivered parse(String line) {
    String[] cells = line.split("\t", -1);
    return new Delivered(
        cells[0], cells[1], cells[2], cells[3], cells[4], cells[5].equals("M"), cells[6], cells[7]);
  }
}
