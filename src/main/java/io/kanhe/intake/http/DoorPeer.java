package io.kanhe.intake.http;

import io.kanhe.participant.ParticipantId;
import jakarta.servlet.http.HttpServletRequest;

/** Who is connected: the participant of the TLS client certificate. */
public final class DoorPeer {

  private static final String ATTRIBUTE = "io.kanhe.door.peer";

  private DoorPeer() {}

  /**
   * @throws IllegalStateException if the request did not come through the doors' connector
   */
  public static ParticipantId of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof ParticipantId peer) {
      return peer;
    }
    throw new IllegalStateException("request without a peer: it did not pass the door filter");
  }

  static void set(HttpServletRequest request, ParticipantId peer) {
    request.setAttribute(ATTRIBUTE, peer);
  }
}
