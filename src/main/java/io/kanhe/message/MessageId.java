package io.kanhe.message;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * Identity of a message, unique for ever; together with the sender the key of idempotency. Written
 * in lower case.
 */
public record MessageId(UUID value) {

  public MessageId {
    Objects.requireNonNull(value, "value");
  }

  public static MessageId random() {
    return new MessageId(UUID.randomUUID());
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not a UUID of 36 characters
   */
  public static MessageId parse(String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException("not a UUID of 36 characters");
    }
    return new MessageId(UUID.fromString(text));
  }

  /**
   * The same name always gives the same id: work repeated after a crash makes the same outgoing
   * message.
   */
  public static MessageId named(String name) {
    return new MessageId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
