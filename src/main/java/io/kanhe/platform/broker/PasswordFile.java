package io.kanhe.platform.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.utils.SensitiveDataCodec;

/**
 * Reads a key store's password from its file at the moment of use. Artemis logs the parameters of
 * an acceptor that cannot open, so they hold the name of the file and never the password. Public
 * because Artemis makes it by name.
 */
public final class PasswordFile implements SensitiveDataCodec<String> {

  @Override
  public String decode(Object file) throws IOException {
    return read(Path.of(file.toString()));
  }

  /** Not needed: a password is never written by the gateway. */
  @Override
  public String encode(Object secret) {
    throw new UnsupportedOperationException("passwords are not written");
  }

  @Override
  public void init(Map<String, String> parameters) {}

  static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }
}
