package io.kanhe.intake;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;

/** The payload must keep the contract of its service. */
final class ContractCheck implements Stage {

  private static final String ACKNOWLEDGEMENT_FORMAT = "acknowledgement";
  private static final int ACKNOWLEDGEMENT_MAX_BYTES = 4096;

  private final Catalogue catalogue;

  ContractCheck(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void check(Dossier dossier) {
    if (dossier.isAcknowledgement()) {
      checkAcknowledgement(dossier);
      return;
    }
    Catalogue.Checked checked = catalogue.check(dossier.header(), dossier.payload());
    dossier.format(checked.format());
    dossier.warnings(checked.warnings());
    if (dossier.payload() instanceof Payload.Stored file) {
      Long declared = dossier.header().payloadRows();
      if (declared != null && declared != checked.records()) {
        throw new KanheException(
            ErrorCode.CONTENT_MISMATCH,
            checked.records() + " data rows received (expected by payloadRows: " + declared + ")");
      }
      dossier.payload(new Payload.Stored(file.content(), file.sizeBytes(), checked.records()));
    }
  }

  private static void checkAcknowledgement(Dossier dossier) {
    if (!dossier.header().operation().equals("acknowledge")
        || !dossier.header().version().equals("1.0")) {
      throw new KanheException(
          ErrorCode.SERVICE_UNKNOWN,
          "expected: operation acknowledge, version 1.0 of " + Dossier.ACKNOWLEDGEMENT);
    }
    if (dossier.payload() instanceof Payload.Inline inline
        && inline.bytes().length > ACKNOWLEDGEMENT_MAX_BYTES) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          "an acknowledgement has at most " + ACKNOWLEDGEMENT_MAX_BYTES + " bytes");
    }
    dossier.format(ACKNOWLEDGEMENT_FORMAT);
  }
}
