package io.kanhe.body;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.BodyCipher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that wrap the keys of messages, from a file with one line per version: name, space, 32
 * bytes in Base64. The last line wraps; the others still unwrap. Immutable.
 */
public final class MasterKeys {

  private static final int BYTES = 32;
  private static final Pattern LINE =
      Pattern.compile("([a-z0-9][a-z0-9-]{0,31}) ([A-Za-z0-9+/]{43}=)");

  private final Map<String, byte[]> keys;
  private final String current;

  private MasterKeys(Map<String, byte[]> keys, String current) {
    this.keys = keys;
    this.current = current;
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID if the file cannot be read or holds no keys
   */
  public static MasterKeys read(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.bodies.master-key " + file + " cannot be read (expected: one key a line)",
          e);
    }
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  static MasterKeys parse(String text) {
    Map<String, byte[]> keys = new LinkedHashMap<>();
    String last = "";
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()
          || keys.put(matcher.group(1), Base64.getDecoder().decode(matcher.group(2))) != null) {
        throw invalid("a line that is no key, or a second one of its name");
      }
      last = matcher.group(1);
    }
    if (keys.isEmpty()) {
      throw invalid("no key");
    }
    return new MasterKeys(keys, last);
  }

  /** A line with a new key. */
  public static String newLine(String version) {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return version + " " + Base64.getEncoder().encodeToString(key) + "\n";
  }

  /** The version that wraps. */
  String current() {
    return current;
  }

  Set<String> versions() {
    return keys.keySet();
  }

  /** A message's key, encrypted by the current master key and bound to its ledger index. */
  byte[] wrap(BodyCipher cipher, long ledgerIndex, byte[] key) {
    return cipher.seal(master(cipher, current), binding(current, ledgerIndex), key);
  }

  /**
   * @throws KanheException 5005 INTERNAL if it was not wrapped so, or the master key is not there
   */
  byte[] unwrap(BodyCipher cipher, String version, long ledgerIndex, byte[] wrapped) {
    try {
      return cipher.open(master(cipher, version), binding(version, ledgerIndex), wrapped);
    } catch (GeneralSecurityException e) {
      throw new KanheException(
          ErrorCode.INTERNAL, "the stored key of message " + ledgerIndex + " was altered");
    }
  }

  private byte[] master(BodyCipher cipher, String version) {
    byte[] key = keys.get(version);
    if (key == null) {
      throw new KanheException(
          ErrorCode.INTERNAL, "master key " + version + " is not in kanhe.bodies.master-key");
    }
    byte[] purpose = ("kanhe.body-key|" + cipher.name()).getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Hmac.sha256(key, purpose), cipher.keyBytes());
  }

  private static byte[] binding(String version, long ledgerIndex) {
    return ("kanhe.body-key.1|" + version + "|" + ledgerIndex).getBytes(StandardCharsets.UTF_8);
  }

  private static KanheException invalid(String found) {
    return new KanheException(
        ErrorCode.CONFIGURATION_INVALID,
        "kanhe.bodies.master-key holds "
            + found
            + " (expected: lines of a name, a space and 32 bytes in Base64)");
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "MasterKeys" + keys.keySet();
  }
}
