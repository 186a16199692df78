package io.kanhe.service.regulation;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.RecipientPayload;
import java.util.Optional;

/**
 * A case or a step of it as each recipient may see it. An insurer or mediator sees the complainant
 * once the case is assigned to it and not before; who reads for statistics never does.
 *
 * @param name as {@code routes/reg-case.camel.yaml} uses it
 */
record CaseCopy(String name, String operation, Database database) implements RecipientPayload {

  static CaseCopy ofRecord(Database database) {
    return new CaseCopy("case-record", "register", database);
  }

  static CaseCopy ofEvent(Database database) {
    return new CaseCopy("case-event", "update", database);
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    CaseDocument document = CaseDocument.read(payload);
    String caseNo = document.caseNo();
    Optional<CaseRow> row = database.read(connection -> CaseRow.find(connection, caseNo));
    return row.flatMap(known -> view(known, document, payload, recipient));
  }

  private static Optional<byte[]> view(
      CaseRow row, CaseDocument document, byte[] payload, Participant recipient) {
    Uscc reader = recipient.uscc();
    boolean handles = row.registrar().equals(reader) || row.isAssignedTo(reader);
    return switch (recipient.role()) {
      case REGULATOR_LOCAL -> Optional.of(payload);
      case INSURER ->
          handles
              ? Optional.of(payload)
              : Optional.of(document.withoutComplainant())
                  .filter(copy -> row.insurer().equals(reader));
      case MEDIATION -> handles ? Optional.of(payload) : Optional.empty();
      case POLITICAL_LEGAL, GOV_LOCAL -> Optional.of(document.withoutPersons());
      default -> Optional.empty();
    };
  }
}
