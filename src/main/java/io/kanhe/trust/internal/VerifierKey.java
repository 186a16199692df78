package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CONFIGURATION_INVALID;

import io.kanhe.message.Digest;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public key of a note signer: {@code name+hash+base64}, where the key id {@code hash} is the
 * first four bytes of SHA-256 over name, newline, algorithm byte and key.
 *
 * <p>Standard: C2SP signed-note, algorithm 0x01 (Ed25519).
 */
final class VerifierKey {

  static final int ID_BYTES = 4;
  private static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;

  private final String name;
  private final byte[] publicKey;

  VerifierKey(String name, byte[] publicKey) {
    if (!isName(name) || publicKey.length != KEY_BYTES) {
      throw new KanheException(
          CONFIGURATION_INVALID, "a note key without a proper name or of another size");
    }
    this.name = name;
    this.publicKey = publicKey.clone();
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  static VerifierKey parse(String line) {
    String[] parts = line.strip().split("\\+", 3);
    try {
      if (parts.length == 3) {
        byte[] key = Base64.getDecoder().decode(parts[2]);
        if (key.length == KEY_BYTES + 1 && key[0] == ED25519) {
          VerifierKey parsed = new VerifierKey(parts[0], Arrays.copyOfRange(key, 1, key.length));
          if (parsed.line().equals(line.strip())) {
            return parsed;
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  String name() {
    return name;
  }

  byte[] publicKey() {
    return publicKey.clone();
  }

  byte[] id() {
    byte[] label = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] hashed = Arrays.copyOf(label, label.length + 1 + KEY_BYTES);
    hashed[label.length] = ED25519;
    System.arraycopy(publicKey, 0, hashed, label.length + 1, KEY_BYTES);
    return Arrays.copyOf(Digest.sha256(hashed).value(), ID_BYTES);
  }

  String line() {
    byte[] key = new byte[KEY_BYTES + 1];
    key[0] = ED25519;
    System.arraycopy(publicKey, 0, key, 1, KEY_BYTES);
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(key);
  }

  /** Not empty, no plus and no white space. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.indexOf('+') < 0
        && name.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))
        && name.codePoints().noneMatch(Character::isISOControl);
  }

  private static KanheException invalid() {
    return new KanheException(
        CONFIGURATION_INVALID, "not a verifier key (expected: name+hash+base64 of an Ed25519 key)");
  }
}
