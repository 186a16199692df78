package io.kanhe.delivery;

import io.kanhe.message.HeaderBuilder;
import io.kanhe.platform.Door;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Its seals are good for five minutes and say when they were made; one without a time is old. */
record AgeingSeal(Door door) implements OutgoingSeal {

  private static final String SEALED = "sealed at ";

  @Override
  public byte[] seal(HeaderBuilder header, byte[] payload) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<byte[]> renewed(byte[] sealed, Instant now) {
    String text = new String(sealed, StandardCharsets.UTF_8);
    boolean fresh =
        text.startsWith(SEALED)
            && now.isBefore(
                Instant.parse(text.substring(SEALED.length())).plus(Duration.ofMinutes(5)));
    return fresh ? Optional.empty() : Optional.of((SEALED + now).getBytes(StandardCharsets.UTF_8));
  }
}
