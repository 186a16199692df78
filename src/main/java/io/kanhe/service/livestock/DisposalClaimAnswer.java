package io.kanhe.service.livestock;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.livestock.JdbcDisposals.Check;
import java.util.Optional;

/**
 * Answers {@code check-claim} from what was found in the commit that accepted the request: asked
 * for again after a crash it says the same, whatever was claimed in between. Never says who claimed
 * before.
 */
final class DisposalClaimAnswer implements RecipientPayload {

  private final Database database;

  DisposalClaimAnswer(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "disposal-claim";
  }

  @Override
  public String operation() {
    return "check-claim";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    ClaimCheck request = ClaimCheck.read(payload);
    return database
        .read(connection -> JdbcDisposals.check(connection, message.ledgerIndex()))
        .filter(found -> found.statuses().size() == request.tags().size())
        .map(found -> write(request, found));
  }

  private static byte[] write(ClaimCheck request, Check found) {
    ElementWriter xml =
        new ElementWriter("DisposalClaimCheckResponse", DisposalRecord.NAMESPACE, "version", "1.0")
            .leaf("claimNo", request.claimNo())
            .begin("results");
    for (int i = 0; i < request.tags().size(); i++) {
      xml.begin("result")
          .leaf("tag", request.tags().get(i))
          .leaf("status", found.statuses().get(i))
          .end();
    }
    return xml.end()
        .leaf("resultCode", found.resultCode())
        .leaf("resultText", text(found))
        .finish();
  }

  private static String text(Check found) {
    if (!found.resultCode().equals("0000")) {
      return "无此记录 no such record";
    }
    return found.claimPath().equals("EPIDEMIC_CULL")
        ? "EPIDEMIC_CULL 按强制扑杀理赔 culled by order, claim as such"
        : "成功";
  }
}
