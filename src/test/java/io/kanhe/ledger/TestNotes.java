package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** Signed notes of a fresh Ed25519 key, made by the JDK alone. */
final class TestNotes implements NoteSigner, NoteVerifier {

  private final String name;
  private final KeyPair keys;
  private final byte[] publicKey;

  TestNotes(String name) {
    this.name = name;
    try {
      this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    byte[] encoded = keys.getPublic().getEncoded();
    this.publicKey = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized String sign(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return text + "\n\u2014 " + name + " " + base64(keyHash(), signature.sign()) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String verifierKey() {
    StringBuilder hash = new StringBuilder();
    for (byte b : keyHash()) {
      hash.append(String.format("%02x", b));
    }
    return name + "+" + hash + "+" + base64(new byte[] {1}, publicKey);
  }

  @Override
  public String verify(String note) {
    int gap = note.indexOf("\n\n");
    String line = "\u2014 " + name + " ";
    if (gap > 0 && note.startsWith(line, gap + 2) && note.endsWith("\n")) {
      String text = note.substring(0, gap + 1);
      byte[] signed =
          Base64.getDecoder().decode(note.substring(gap + 2 + line.length(), note.length() - 1));
      if (verifies(text, signed)) {
        return text;
      }
    }
    throw new KanheException(ErrorCode.SIGNATURE_INVALID, "no signature of " + name + " verifies");
  }

  private boolean verifies(String text, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(keys.getPublic());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Arrays.copyOfRange(signed, 4, signed.length));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private byte[] keyHash() {
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
    named.write(1);
    named.writeBytes(publicKey);
    return Arrays.copyOf(Digest.sha256(named.toByteArray()).value(), 4);
  }

  private static String base64(byte[] head, byte[] tail) {
    byte[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return Base64.getEncoder().encodeToString(joined);
  }
}
