package io.kanhe.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Checks a receipt by the four steps of docs/protocol.md section 5, with the ledger's public key
 * and nothing else of the gateway.
 *
 * <p>Standard: RFC 9162 section 2.1.3.2, C2SP signed-note.
 */
final class ReceiptProof {

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};
  private static final byte[] ED25519_KEY_PREFIX =
      HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int NOTE_KEY_ID_BYTES = 4;

  private final GatewayUnderTest gateway;

  ReceiptProof(GatewayUnderTest gateway) {
    this.gateway = gateway;
  }

  /**
   * @param receiptXml a {@code k:Receipt} that stands alone
   * @param sent what the receipt is about
   */
  void check(String receiptXml, byte[] sent) {
    validate(receiptXml);
    Element receipt = parse(receiptXml);
    byte[] entry = decode(text(receipt, "entry"));
    String digest = Digests.sha256(sent);
    expect(text(receipt, "rawDigest").equalsIgnoreCase(digest), "rawDigest is of other bytes");
    expect(
        new String(entry, StandardCharsets.UTF_8).contains(digest),
        "the entry does not hold the digest of the bytes sent");
    long size = Long.parseLong(text(receipt, "treeSize"));
    byte[] root =
        root(Long.parseLong(text(receipt, "index")), size, Digests.digest(LEAF, entry), receipt);
    checkCheckpoint(text(receipt, "checkpoint"), size, root);
  }

  /**
   * @param expected the value, or its first word
   */
  static void says(String receiptXml, String name, String expected) {
    String found = text(parse(receiptXml), name);
    if (!found.equals(expected) && !found.startsWith(expected + " ")) {
      throw new AssertionError(name + " is " + found + " (expected: " + expected + ")");
    }
  }

  private static byte[] root(long index, long size, byte[] leaf, Element receipt) {
    expect(index < size, "the index is outside the tree");
    long fn = index;
    long sn = size - 1;
    byte[] hash = leaf;
    NodeList path = receipt.getElementsByTagNameNS(MessageHeader.NAMESPACE, "hash");
    for (int i = 0; i < path.getLength(); i++) {
      byte[] sibling = decode(path.item(i).getTextContent());
      expect(sn != 0, "the proof is too long");
      if ((fn & 1) == 1 || fn == sn) {
        hash = Digests.digest(NODE, sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = Digests.digest(NODE, hash, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    expect(sn == 0, "the proof is too short");
    return hash;
  }

  private void checkCheckpoint(String checkpoint, long size, byte[] root) {
    int end = checkpoint.lastIndexOf("\n\n");
    String signed = checkpoint.substring(0, end + 1);
    String[] lines = signed.split("\n");
    expect(lines[1].equals(String.valueOf(size)), "the checkpoint is of another tree size");
    expect(Arrays.equals(decode(lines[2]), root), "the proof does not lead to the root");
    String signature = checkpoint.substring(end + 2).strip();
    byte[] value = decode(signature.substring(signature.lastIndexOf(' ') + 1));
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(logKey());
      verifier.update(Digests.utf8(signed));
      expect(
          verifier.verify(Arrays.copyOfRange(value, NOTE_KEY_ID_BYTES, value.length)),
          "the checkpoint is not signed by the ledger's key");
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("the checkpoint cannot be verified", e);
    }
  }

  /** The key behind a C2SP vkey line: name, key id and, in base64, a type byte and the key. */
  private PublicKey logKey() throws IOException, GeneralSecurityException {
    String vkey = Files.readString(gateway.certs().resolve("trust").resolve("log.vkey")).strip();
    byte[] typed = decode(vkey.split("\\+", 3)[2]);
    byte[] encoded = Arrays.copyOf(ED25519_KEY_PREFIX, ED25519_KEY_PREFIX.length + 32);
    System.arraycopy(typed, 1, encoded, ED25519_KEY_PREFIX.length, 32);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private void validate(String xml) {
    try {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(gateway.schema().toFile())
          .newValidator()
          .validate(new StreamSource(new StringReader(xml)));
    } catch (SAXException | IOException e) {
      throw new AssertionError("the receipt breaks its schema", e);
    }
  }

  private static Element parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(Digests.utf8(xml)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("the receipt is not well-formed", e);
    }
  }

  private static String text(Element receipt, String name) {
    return receipt.getElementsByTagNameNS(MessageHeader.NAMESPACE, name).item(0).getTextContent();
  }

  private static byte[] decode(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
