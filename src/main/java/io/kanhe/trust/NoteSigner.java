package io.kanhe.trust;

/**
 * Signs checkpoints of the ledger as signed notes.
 *
 * <p>Standard: C2SP signed-note; Ed25519 (algorithm byte 0x01) or SM2 (docs/protocol.md).
 * Thread-safe.
 */
public interface NoteSigner {

  /** Name of the key, also the origin line of checkpoints. */
  String name();

  /**
   * @param text note text, every line ending in a newline
   * @return the text, an empty line and the signature line
   */
  String sign(String text);

  /** The public key as a C2SP vkey line: {@code name+hash+base64}. */
  String verifierKey();
}
