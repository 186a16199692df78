package io.kanhe.intake;

import io.kanhe.message.Header;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;

/**
 * The owner of the signing certificate must be the sender of the header, active, and part of the
 * environment. A trusted certificate alone proves nothing about the sender: any certificate under
 * the CA would do otherwise. From here on the owner's own policy counts beside the gateway's.
 */
final class SenderIdentity implements Stage {

  private final ParticipantRegistry registry;
  private final ParticipantPolicies policies;

  SenderIdentity(ParticipantRegistry registry, ParticipantPolicies policies) {
    this.registry = registry;
    this.policies = policies;
  }

  @Override
  public void check(Dossier dossier) {
    Header header = dossier.header();
    Participant owner =
        registry
            .bySigningCertificate(dossier.signer().certificate())
            .orElseThrow(() -> unknown("the signing certificate belongs to no participant"));
    if (!owner.uscc().equals(header.sender())) {
      throw new KanheException(
          ErrorCode.SIGNER_NOT_SENDER,
          "signed by " + owner.id() + ", but the header's sender is " + header.sender());
    }
    if (!owner.active()) {
      throw unknown(owner.id() + " is not active");
    }
    // What the gateway signed is in many hands: it counts only where the gateway itself says it.
    if (owner.role() == Role.GATEWAY && !owner.id().equals(dossier.submission().peer())) {
      throw unknown("the gateway takes no message of its own from others");
    }
    policies.of(owner).require(dossier.signer());
    if (!owner.environments().contains(header.environment())) {
      throw new KanheException(
          ErrorCode.ENVIRONMENT_NOT_ALLOWED,
          owner.id()
              + " does not take part in "
              + header.environment()
              + " (expected: "
              + owner.environments()
              + ")");
    }
    dossier.sender(owner);
  }

  private static KanheException unknown(String message) {
    return new KanheException(ErrorCode.SENDER_UNKNOWN, message);
  }
}
