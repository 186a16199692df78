package io.kanhe.ledger;

import io.kanhe.platform.Door;

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
          openssl cms -verify -binary -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml \\
            -purpose any -CAfile TRUST/root.pem -attime SECONDS -out /dev/null
          for each stamps/N.tst:
          openssl ts -verify -token_in -in stamps/N.tst -data stamps/N.checkpoint \\
            -CAfile TRUST/root.pem -untrusted TRUST/issuing-ca.pem
      %s
        SECONDS is the time in entry.json as seconds since 1970, for instance from date -d TIME +%%s.
        sha256sum of the raw message must be the rawDigest in entry.json. The hash of a leaf is SHA-256 over a zero
        byte and the bytes of entry.json; the inclusion proof is that of RFC 6962 section 2.1.1.
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

  static String of(EvidenceCase evidence) {
    Receipt receipt = evidence.receipt();
    EvidenceCase.SignedBytes message = evidence.message();
    String command =
        message == null
            ? WITHHELD
            : (message.door() == Door.SOAP ? SOAP : CMS)
                .formatted(EvidenceParts.message(message.door()));
    return TEXT.formatted(
        receipt.messageId(), receipt.rawDigest(), receipt.index(), receipt.treeSize(), command);
  }
}
