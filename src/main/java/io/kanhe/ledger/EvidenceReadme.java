package io.kanhe.ledger;

import io.kanhe.platform.Door;
import java.util.Map;

/**
 * The text that explains an evidence file to somebody who has only this file and common programs.
 */
final class EvidenceReadme {

  private static final String TEXT =
      """
      Evidence about one message
      ==========================

      message id      %s
      raw digest      %s
      ledger entry    %d of %d

      What is in this file (ASiC-E, ETSI EN 319 162-1)
        META-INF/           the gateway's signature over the list of all parts (CAdES, with a time stamp)
        message/            the message as it was received, byte for byte, and its signer's certificates
        entry.json          the line of the ledger that records it; its facts hold the digest of the bytes
        receipt.xml         what the sender was given: entry, inclusion proof, checkpoint
        checkpoint.txt      the ledger's signature over its size and Merkle root (C2SP signed note)
        entry.tlog-proof    the proof of the same line in a checkpoint that a time stamp authority stamped
        entries/            later lines about the message, each with its proof (C2SP tlog-proof)
        stamps/             stamped checkpoints and their time stamps (RFC 3161)
        acknowledgements/   what the recipients signed, by the number of its ledger line
        manifest.sha256     SHA-256 of every part

      How to check it
        Everything at once, without network, gateway or database (TRUST is a folder with root and issuing
        certificates as *.pem and the public key of the ledger as log.vkey, obtained from the gateway's operator
        on another way than this file):

          ./kanhe verify --trust TRUST FILE

        By hand, after unpacking:

          sha256sum -c manifest.sha256
      %s
        SECONDS is the time in entry.json as seconds since 1970, for instance from date -d TIME +%%s.
        sha256sum of the raw message must be the rawDigest in entry.json. The hash of a leaf is SHA-256 over a zero
        byte and the bytes of entry.json; the inclusion proof is that of RFC 6962 section 2.1.1.
      """;

  private static final String CONTAINER =
      """
          openssl cms -verify -binary -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml \\
            -purpose any -CAfile TRUST/root.pem -attime SECONDS -out /dev/null
      """;

  private static final String STAMP =
      """
          openssl ts -verify -token_in -in %1$s.tst -data %1$s.checkpoint \\
            -CAfile TRUST/root.pem -untrusted TRUST/issuing-ca.pem
      """;

  private static final String CMS =
      """
          openssl cms -verify -inform DER -in %1$s -purpose any -CAfile TRUST/root.pem \\
            -certfile %1$s.signer-path.pem -attime SECONDS -out content
      """;

  /**
   * A document may use other prefixes, so elements are named by namespace, and the longest by a
   * variable.
   */
  private static final String SOAP =
      """
          WSU=http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd
          WSSE=http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd
          SOAP=http://www.w3.org/2003/05/soap-envelope    (1.1: http://schemas.xmlsoap.org/soap/envelope/)
          WSA=http://www.w3.org/2005/08/addressing
          xmlsec1 --verify --enabled-key-data x509 --pubkey-cert-pem %1$s.signer-path.pem \\
            --id-attr:Id $SOAP:Body --id-attr:Id urn:kanhe:envelope:1:MessageHeader \\
            --id-attr:Id $WSU:Timestamp --id-attr:Id $WSSE:BinarySecurityToken \\
            --id-attr:Id $WSA:Action --id-attr:Id $WSA:MessageID --id-attr:Id $WSA:To %1$s
      """;

  private static final String WITHHELD =
      """
          The message itself was erased: an entry ERASED in entries/ says when and by which rule, and names the same
          raw digest. Whoever still has the message can compare its digest.
      """;

  private EvidenceReadme() {}

  /**
   * @param parts of the file, without this text
   * @param national whether the gateway signs with SM2
   */
  static String of(EvidenceCase evidence, Map<String, byte[]> parts, boolean national) {
    StringBuilder common = new StringBuilder();
    EvidenceSm2 sm2 = new EvidenceSm2();
    container(common, sm2, national);
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      if (EvidenceParts.isStamp(part.getKey())) {
        stamp(common, sm2, part);
      }
    }
    message(common, sm2, evidence);
    for (EvidenceCase.Acknowledgement each : evidence.acknowledgements()) {
      acknowledgement(sm2, each);
    }
    Receipt receipt = evidence.receipt();
    return TEXT.formatted(
        receipt.messageId(),
        receipt.rawDigest(),
        receipt.index(),
        receipt.treeSize(),
        common + sm2.text());
  }

  private static void container(StringBuilder common, EvidenceSm2 sm2, boolean national) {
    if (national) {
      sm2.container();
      sm2.checkpoint();
    } else {
      common.append(CONTAINER);
    }
  }

  private static void stamp(
      StringBuilder common, EvidenceSm2 sm2, Map.Entry<String, byte[]> token) {
    String name = token.getKey().substring(0, token.getKey().lastIndexOf('.'));
    if (EvidenceSm2.signs(token.getValue())) {
      sm2.stamp(name);
    } else {
      common.append(STAMP.formatted(name));
    }
  }

  private static void message(StringBuilder common, EvidenceSm2 sm2, EvidenceCase evidence) {
    EvidenceCase.SignedBytes message = evidence.message();
    if (message == null) {
      common.append(WITHHELD);
    } else {
      signed(common, sm2, EvidenceParts.message(message.door()), message);
    }
  }

  /** Others are checked as the message is. */
  private static void acknowledgement(EvidenceSm2 sm2, EvidenceCase.Acknowledgement each) {
    EvidenceCase.SignedBytes message = each.message();
    if (message.door() != Door.SOAP && EvidenceSm2.signs(message.signerPath())) {
      sm2.message(EvidenceParts.acknowledgement(each.entry(), message.door()));
    }
  }

  private static void signed(
      StringBuilder common, EvidenceSm2 sm2, String part, EvidenceCase.SignedBytes message) {
    boolean soap = message.door() == Door.SOAP;
    if (!EvidenceSm2.signs(message.signerPath())) {
      common.append((soap ? SOAP : CMS).formatted(part));
    } else if (soap) {
      sm2.soap(part);
    } else {
      sm2.message(part);
    }
  }
}
