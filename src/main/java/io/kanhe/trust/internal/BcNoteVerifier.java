package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.NoteVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * Verifies notes against one Ed25519 or SM2 key. Lines of other keys are passed over, as a witness
 * adds them; a line of this key that does not verify is a refusal even if another one would.
 *
 * <p>Standard: C2SP signed-note, RFC 8032. Thread-safe.
 */
public final class BcNoteVerifier implements NoteVerifier {

  private static final int MAXIMUM_SIGNATURES = 100;
  private static final int MAXIMUM_CHARACTERS = 1_000_000;

  private final VerifierKey key;
  private final AsymmetricKeyParameter publicKey;

  /**
   * @param vkey a C2SP vkey line
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  public BcNoteVerifier(String vkey) {
    this.key = VerifierKey.parse(vkey);
    this.publicKey = key.algorithm().publicKey(key.publicKey());
  }

  @Override
  public String name() {
    return key.name();
  }

  @Override
  public String verify(String signedNote) {
    int end = signedNote.lastIndexOf("\n\n");
    if (signedNote.length() > MAXIMUM_CHARACTERS || end < 0 || !signedNote.endsWith("\n")) {
      throw malformed();
    }
    String text = signedNote.substring(0, end + 1);
    String[] lines = signedNote.substring(end + 2).split("\n");
    if (!isText(text) || lines.length > MAXIMUM_SIGNATURES) {
      throw malformed();
    }
    boolean verified = false;
    for (String line : lines) {
      verified |= isVerified(line, text);
    }
    if (!verified) {
      throw new KanheException(SIGNATURE_INVALID, "the note carries no signature of " + key.name());
    }
    return text;
  }

  /** False for a line of another key. */
  private boolean isVerified(String line, String text) {
    int space = line.indexOf(' ', BcNoteSigner.PREFIX.length());
    if (!line.startsWith(BcNoteSigner.PREFIX) || space < 0) {
      throw malformed();
    }
    byte[] signature = decode(line.substring(space + 1));
    if (!line.substring(BcNoteSigner.PREFIX.length(), space).equals(key.name())
        || !Arrays.equals(key.id(), Arrays.copyOf(signature, VerifierKey.ID_BYTES))) {
      return false;
    }
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    Signer verifier = key.algorithm().signer(false, publicKey);
    verifier.update(signed, 0, signed.length);
    byte[] value = Arrays.copyOfRange(signature, VerifierKey.ID_BYTES, signature.length);
    if (value.length != NoteAlgorithm.SIGNATURE_BYTES || !verifier.verifySignature(value)) {
      throw new KanheException(
          SIGNATURE_INVALID, "the signature of " + key.name() + " does not fit the note");
    }
    return true;
  }

  /** Ends in a newline and holds no control character but newlines. */
  static boolean isText(String text) {
    return text.endsWith("\n") && text.chars().noneMatch(c -> c < 0x20 && c != '\n');
  }

  private static byte[] decode(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      // The decoder takes a last character with spare bits set: a second spelling of the same note.
      if (bytes.length > VerifierKey.ID_BYTES
          && Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static KanheException malformed() {
    return new KanheException(
        SIGNATURE_INVALID, "not a signed note (expected: text, an empty line, signature lines)");
  }
}
