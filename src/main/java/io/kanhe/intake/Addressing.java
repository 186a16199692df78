package io.kanhe.intake;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receivers are the gateway or registered participants; direction, door and service fit together;
 * what the transport says of the action is what the signed header says.
 */
final class Addressing implements Stage {

  private final ParticipantRegistry registry;

  Addressing(ParticipantRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void check(Dossier dossier) {
    Header header = dossier.header();
    dossier.recipients(recipients(header));
    checkDirection(dossier, header);
    if (dossier.submission() instanceof Submission.Soap soap) {
      checkAction(header, "SOAPAction", soap.soapAction());
      checkAction(
          header,
          "wsa:Action",
          java.util.Objects.requireNonNull(dossier.opened().soap()).wsaAction());
    }
    if (dossier.submission() instanceof Submission.Feed feed) {
      checkPath("serviceId", header.serviceId(), feed.serviceId());
      checkPath("businessKey", header.businessKey(), feed.batchNo());
    }
  }

  private List<Participant> recipients(Header header) {
    if (header.receivers().isEmpty()) {
      throw invalid("receiver is missing (expected: the gateway or registered participants)");
    }
    List<Participant> recipients = new ArrayList<>(header.receivers().size());
    for (Uscc receiver : header.receivers()) {
      Participant participant =
          registry
              .byUscc(receiver)
              .filter(Participant::active)
              .orElseThrow(() -> invalid("receiver " + receiver + " is not an active participant"));
      if (participant.role() != Role.GATEWAY) {
        recipients.add(participant);
      }
    }
    return recipients;
  }

  private static void checkDirection(Dossier dossier, Header header) {
    Direction direction = header.direction();
    boolean acknowledges = direction == Direction.ACK || direction == Direction.NACK;
    if (acknowledges != dossier.isAcknowledgement()) {
      throw invalid("direction " + direction + " does not fit serviceId " + header.serviceId());
    }
    if (acknowledges && (header.correlationId() == null || !dossier.recipients().isEmpty())) {
      throw invalid(
          "an acknowledgement needs correlationId and has the gateway as its only receiver");
    }
    if (direction == Direction.RESPONSE && header.correlationId() == null) {
      throw invalid("correlationId is missing (expected: the id of the message that is answered)");
    }
    if ((direction == Direction.FEED) != (dossier.submission().door() == Door.FEED)) {
      throw invalid(
          "direction " + direction + " at the " + dossier.submission().door().label() + " door");
    }
  }

  private static void checkAction(Header header, String name, @Nullable String found) {
    if (found != null && !found.isEmpty() && !isAction(found, header)) {
      throw invalid(name + " does not fit the header (expected: " + action(header) + " or none)");
    }
  }

  private static boolean isAction(String found, Header header) {
    return found.equals(action(header));
  }

  private static String action(Header header) {
    return "urn:kanhe:" + header.serviceId() + ":" + header.operation();
  }

  private static void checkPath(String name, String signed, String inPath) {
    if (!signed.equals(inPath)) {
      throw invalid(name + " of the signed header is not the one in the URL");
    }
  }

  private static KanheException invalid(String message) {
    return new KanheException(ErrorCode.HEADER_INVALID, message);
  }
}
