package io.kanhe.ledger;

import io.kanhe.platform.Door;

/** Names of the parts of an evidence file. */
final class EvidenceParts {

  static final String MIMETYPE = "mimetype";
  static final String MEDIA_TYPE = "application/vnd.kanhe.evidence+zip";
  static final String MANIFEST = "manifest.sha256";
  static final String README = "README.txt";
  static final String RECEIPT = "receipt.xml";
  static final String ENTRY = "entry.json";
  static final String CHECKPOINT = "checkpoint.txt";
  static final String MESSAGE = "message/";
  static final String ENTRIES = "entries/";
  static final String ACKNOWLEDGEMENTS = "acknowledgements/";
  static final String SIGNER_PATH = "signer-path.pem";

  private static final String SOAP_SUFFIX = ".soap.xml";
  private static final String CMS_SUFFIX = ".p7m";

  private EvidenceParts() {}

  static String message(Door door) {
    return MESSAGE + "raw" + suffix(door);
  }

  static String acknowledgement(long entry, Door door) {
    return ACKNOWLEDGEMENTS + entry + suffix(door);
  }

  static String entry(long index) {
    return ENTRIES + index + ".json";
  }

  static String proof(long index) {
    return ENTRIES + index + ".tlog-proof";
  }

  /** Which signature a part carries, from its name; feeds carry the same as MQ. */
  static Door door(String part) {
    return part.endsWith(SOAP_SUFFIX) ? Door.SOAP : Door.MQ;
  }

  private static String suffix(Door door) {
    return door == Door.SOAP ? SOAP_SUFFIX : CMS_SUFFIX;
  }
}
