package io.kanhe.routing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.message.Payload;
import io.kanhe.participant.Participant;
import io.kanhe.platform.Door;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Accepted messages for tests. */
public final class TestMessages {

  private TestMessages() {}

  public static AcceptedMessage alert(long index, String sender, String format, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return message(
        index, sender, "ew.alert", "publish", Direction.EVENT, format, new Payload.Inline(bytes));
  }

  public static AcceptedMessage coverage(long index, String sender, Path file) throws Exception {
    Payload payload = new Payload.Stored(file, Files.size(file), -1);
    return message(index, sender, "ins.coverage", "snapshot", Direction.FEED, "csv", payload);
  }

  /** A file of any service. */
  public static AcceptedMessage feed(
      long index, String sender, String service, String operation, Path file) throws Exception {
    Payload payload = new Payload.Stored(file, Files.size(file), -1);
    return message(index, sender, service, operation, Direction.FEED, "file", payload);
  }

  private static AcceptedMessage message(
      long index,
      String sender,
      String service,
      String operation,
      Direction direction,
      String format,
      Payload payload) {
    Participant participant = new TestParticipants().named(sender);
    Header header =
        Header.builder(service, operation, "1.0", direction)
            .messageId(MessageId.named("message " + index))
            .sender(participant.uscc())
            .sentTime(OffsetDateTime.parse("2026-08-24T08:00:00+08:00"))
            .businessKey("key-" + index)
            .environment(Environment.Exercise)
            .payloadDigest(Digest.sha256(new byte[] {1}))
            .build();
    return new AcceptedMessage(
        index,
        participant.id(),
        header,
        payload,
        format,
        Digest.sha256(new byte[] {2}),
        Door.MQ,
        Instant.parse("2026-08-24T00:00:01Z"));
  }
}
