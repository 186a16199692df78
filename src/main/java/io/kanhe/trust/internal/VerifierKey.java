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
 * first four bytes of SHA-256 over name, newline, algorithm type and key.
 *
 * <p>Standard: C2SP signed-note, algorithms as in {@link NoteAlgorithm}.
 */
final class VerifierKey {

  static final int ID_BYTES = 4;

  private final String name;
  private final NoteAlgorithm algorithm;
  private final byte[] publicKey;

  VerifierKey(String name, NoteAlgorithm algorithm, byte[] publicKey) {
    if (!isName(name) || publicKey.length != algorithm.keyBytes()) {
      throw new KanheException(
          CONFIGURATION_INVALID, "a note key without a proper name or of another size");
    }
    this.name = name;
    this.algorithm = algorithm;
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
        for (NoteAlgorithm algorithm : NoteAlgorithm.values()) {
          if (algorithm.fits(key)) {
            return parse(algorithm, parts[0], key, line.strip());
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static VerifierKey parse(NoteAlgorithm algorithm, String name, byte[] key, String line) {
    byte[] publicKey = Arrays.copyOfRange(key, algorithm.type().length, key.length);
    algorithm.publicKey(publicKey);
    VerifierKey parsed = new VerifierKey(name, algorithm, publicKey);
    if (!parsed.line().equals(line)) {
      throw invalid();
    }
    return parsed;
  }

  String name() {
    return name;
  }

  NoteAlgorithm algorithm() {
    return algorithm;
  }

  byte[] publicKey() {
    return publicKey.clone();
  }

  byte[] id() {
    byte[] label = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] key = typedKey();
    byte[] hashed = Arrays.copyOf(label, label.length + key.length);
    System.arraycopy(key, 0, hashed, label.length, key.length);
    return Arrays.copyOf(Digest.sha256(hashed).value(), ID_BYTES);
  }

  String line() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typedKey());
  }

  private byte[] typedKey() {
    byte[] type = algorithm.type();
    byte[] key = Arrays.copyOf(type, type.length + publicKey.length);
    System.arraycopy(publicKey, 0, key, type.length, publicKey.length);
    return key;
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
        CONFIGURATION_INVALID,
        "not a verifier key (expected: name+hash+base64 of an Ed25519 or SM2 key)");
  }
}
