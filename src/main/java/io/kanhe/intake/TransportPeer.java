package io.kanhe.intake;

import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;

/**
 * Connection and signature must belong to one participant: a captured message cannot be presented
 * by another partner.
 */
final class TransportPeer implements Stage {

  private final MessageStore store;

  TransportPeer(MessageStore store) {
    this.store = store;
  }

  @Override
  public void check(Dossier dossier) {
    ParticipantId peer = dossier.submission().peer();
    ParticipantId sender = dossier.sender().id();
    if (peer != null && !peer.equals(sender)) {
      if (store.find(sender, dossier.header().messageId()).isPresent()) {
        throw new KanheException(
            ErrorCode.REPLAY,
            "a recorded message of " + sender + " came over the connection of " + peer);
      }
      throw new KanheException(
          ErrorCode.TRANSPORT_IDENTITY_MISMATCH,
          "signed by " + sender + ", but sent over the connection of " + peer);
    }
    dossier.fromSenderItself();
  }
}
