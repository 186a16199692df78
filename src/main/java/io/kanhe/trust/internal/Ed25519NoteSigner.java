package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CONFIGURATION_INVALID;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.NoteSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/**
 * Signs notes with one Ed25519 key.
 *
 * <p>Standard: C2SP signed-note, RFC 8032. Thread-safe.
 */
public final class Ed25519NoteSigner implements NoteSigner {

  /** Em dash and space, before every signature. */
  static final String PREFIX = "\u2014 ";

  private final Ed25519PrivateKeyParameters key;
  private final VerifierKey verifierKey;

  private Ed25519NoteSigner(String name, Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.verifierKey = new VerifierKey(name, key.generatePublicKey().getEncoded());
  }

  /** Reads a PKCS#8 key in PEM, as {@code openssl genpkey -algorithm ed25519} writes it. */
  public static Ed25519NoteSigner read(String name, Path pkcs8Pem) {
    byte[] der = KeyFiles.readPrivateKey(pkcs8Pem);
    try {
      if (PrivateKeyFactory.createKey(der) instanceof Ed25519PrivateKeyParameters key) {
        return new Ed25519NoteSigner(name, key);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(pkcs8Pem);
    }
    throw unusable(pkcs8Pem);
  }

  /** A new key in PKCS#8 PEM. */
  public static String generateKey() {
    try {
      var key = new Ed25519PrivateKeyParameters(new SecureRandom());
      byte[] der = PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded();
      return KeyFiles.pem("PRIVATE KEY", der);
    } catch (IOException e) {
      throw new IllegalStateException("a new key has an encoded form", e);
    }
  }

  @Override
  public String name() {
    return verifierKey.name();
  }

  @Override
  public String sign(String text) {
    if (!Ed25519NoteVerifier.isText(text)) {
      throw new IllegalArgumentException(
          "a note whose text does not end in a newline or holds a control character");
    }
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(signed, 0, signed.length);
    byte[] id = verifierKey.id();
    byte[] signature = signer.generateSignature();
    byte[] line = Arrays.copyOf(id, id.length + signature.length);
    System.arraycopy(signature, 0, line, id.length, signature.length);
    return text + "\n" + PREFIX + name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
  }

  @Override
  public String verifierKey() {
    return verifierKey.line();
  }

  /** Never prints the key. */
  @Override
  public String toString() {
    return "Ed25519NoteSigner[" + name() + "]";
  }

  private static KanheException unusable(Path file) {
    return new KanheException(
        CONFIGURATION_INVALID, "cannot use " + file + " (expected: an Ed25519 key in PKCS#8)");
  }
}
