package io.kanhe.routing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Header;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The headers that a route may read. Their values are verified facts; none is copied unchecked. */
final class RouteHeaders {

  static final String PRIORITY = "KanhePriority";

  static final Set<String> NAMES =
      Set.of(
          "KanheMessageId",
          "KanheService",
          "KanheOperation",
          "KanheVersion",
          "KanheFormat",
          "KanheDirection",
          "KanheSender",
          "KanheSenderRole",
          "KanheEnvironment",
          PRIORITY);

  private RouteHeaders() {}

  static Map<String, Object> of(AcceptedMessage message, ParticipantRegistry registry) {
    Header header = message.header();
    Map<String, Object> headers = new TreeMap<>();
    headers.put("KanheMessageId", header.messageId().toString());
    headers.put("KanheService", header.serviceId());
    headers.put("KanheOperation", header.operation());
    headers.put("KanheVersion", header.version());
    headers.put("KanheFormat", message.format());
    headers.put("KanheDirection", header.direction().name());
    headers.put("KanheSender", message.sender().value());
    headers.put("KanheEnvironment", header.environment().name());
    headers.put(PRIORITY, Integer.toString(header.priority()));
    registry
        .byId(message.sender())
        .map(Participant::role)
        .ifPresent(role -> headers.put("KanheSenderRole", role.name()));
    return headers;
  }
}
