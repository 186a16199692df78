package io.kanhe.ledger;

import io.kanhe.platform.Door;
import io.kanhe.trust.RevocationAnswer;

/** Names of the parts of an evidence file. */
final class EvidenceParts {

  static final String MIMETYPE = "mimetype";
  static final String MEDIA_TYPE = "application/vnd.etsi.asic-e+zip";
  static final String MANIFEST = "META-INF/ASiCManifest001.xml";
  static final String SIGNATURE = "META-INF/signature001.p7s";
  static final String CHECKSUMS = "manifest.sha256";
  static final String README = "README.txt";
  static final String RECEIPT = "receipt.xml";
  static final String ENTRY = "entry.json";
  static final String CHECKPOINT = "checkpoint.txt";
  static final String ENTRY_PROOF = "entry.tlog-proof";
  static final String STAMPS = "stamps/";
  static final String MESSAGE = "message/";
  static final String ENTRIES = "entries/";
  static final String ACKNOWLEDGEMENTS = "acknowledgements/";
  static final String SIGNER_PATH = "signer-path.pem";

  static final String REVOCATION = ".revocation-";

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

  static String stamped(long treeSize) {
    return STAMPS + treeSize + ".checkpoint";
  }

  /** The RFC 3161 token over {@link #stamped}. */
  static String stamp(long treeSize) {
    return STAMPS + treeSize + ".tst";
  }

  static boolean isStamp(String part) {
    return part.startsWith(STAMPS) && part.endsWith(".tst");
  }

  /**
   * True for the parts that the manifest cannot list: its own signature, and what stands before.
   */
  static boolean isAroundTheSignature(String name) {
    return name.equals(MIMETYPE) || name.equals(MANIFEST) || name.equals(SIGNATURE);
  }

  static String mediaType(String part) {
    String suffix = part.substring(part.lastIndexOf('.') + 1);
    return switch (suffix) {
      case "xml" -> part.endsWith(SOAP_SUFFIX) ? "application/soap+xml" : "application/xml";
      case "json" -> "application/json";
      case "p7m" -> "application/pkcs7-mime";
      case "tst" -> "application/vnd.etsi.timestamp-token";
      case "ocsp" -> "application/ocsp-response";
      case "crl" -> "application/pkix-crl";
      case "pem" -> "application/x-pem-file";
      case "txt", "sha256", "checkpoint", "tlog-proof" -> "text/plain";
      default -> "application/octet-stream";
    };
  }

  /** Of a signed part: the n-th answer about the revocation of its signer. */
  static String revocation(String part, int number, RevocationAnswer.Form form) {
    return part + REVOCATION + number + "." + form.label();
  }

  /** False for what stands beside signed bytes: path and revocation answers of the signer. */
  static boolean isSigned(String name) {
    return !name.endsWith(SIGNER_PATH) && !name.contains(REVOCATION);
  }

  /** Which signature a part carries, from its name; feeds carry the same as MQ. */
  static Door door(String part) {
    return part.endsWith(SOAP_SUFFIX) ? Door.SOAP : Door.MQ;
  }

  private static String suffix(Door door) {
    return door == Door.SOAP ? SOAP_SUFFIX : CMS_SUFFIX;
  }
}
