import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Checks a receipt as section 5 of the protocol says; what fails ends the program. */
final class KanheReceipt {

  private final KanheKeys keys;

  KanheReceipt(KanheKeys keys) {
    this.keys = keys;
  }

  /**
   * @param answer holds k:Receipt, or says why there is none
   * @param signed what was sent; null for a feed, whose bytes are signed in its header
   */
  void check(byte[] answer, byte[] signed) throws Exception {
    String text = new String(answer, StandardCharsets.UTF_8);
    int from = text.indexOf("<k:Receipt");
    int until = text.indexOf("</k:Receipt>");
    require(from >= 0 && until > from, "refused: " + text);
    Document receipt = parse(text.substring(from, until) + "</k:Receipt>");
    byte[] entry = decode(value(receipt, "entry"));
    if (signed != null) {
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(signed));
      require(new String(entry, StandardCharsets.UTF_8).contains(digest), "the receipt is about other bytes");
    }
    long index = Long.parseLong(value(receipt, "index"));
    long size = Long.parseLong(value(receipt, "treeSize"));
    byte[] root = root(hash(0, entry, new byte[0]), index, size, receipt.getElementsByTagNameNS("*", "hash"));
    String checkpoint = value(receipt, "checkpoint");
    List<String> lines = checkpoint.lines().toList();
    require(
        lines.get(1).equals(Long.toString(size)) && Arrays.equals(decode(lines.get(2)), root),
        "the entry is not in the tree of the checkpoint");
    require(isSigned(checkpoint), "the checkpoint is not signed by the key in log.vkey");
    System.out.println("receipt verified: ledger entry " + index + " of " + size);
    NodeList code = receipt.getElementsByTagNameNS("*", "code");
    System.out.println("outcome: " + value(receipt, "outcome"));
    require(
        code.getLength() == 0,
        code.getLength() == 0 ? "" : "refused with " + code.item(0).getTextContent() + "; README.md says what to do");
  }

  /** RFC 9162 section 2.1.3.2. */
  private static byte[] root(byte[] leaf, long index, long size, NodeList proof) throws GeneralSecurityException {
    byte[] node = leaf;
    long at = index;
    long last = size - 1;
    for (int i = 0; i < proof.getLength(); i++) {
      byte[] sibling = decode(proof.item(i).getTextContent());
      if ((at & 1) == 1 || at == last) {
        node = hash(1, sibling, node);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        node = hash(1, node, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    require(last == 0, "the proof is too short");
    return node;
  }

  /** C2SP signed note: the text ends with the line break before the empty line. */
  private boolean isSigned(String checkpoint) throws GeneralSecurityException {
    int end = checkpoint.indexOf("\n\n");
    String[] key = keys.log().split("\\+", 3);
    byte[] point = decode(key[2]);
    byte[] spki = HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(point, 1, point.length));
    String start = "\u2014 " + key[0] + " ";
    for (String line : checkpoint.substring(end + 2).lines().filter(each -> each.startsWith(start)).toList()) {
      byte[] signature = decode(line.substring(start.length()));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
      verifier.update(checkpoint.substring(0, end + 1).getBytes(StandardCharsets.UTF_8));
      if (verifier.verify(Arrays.copyOfRange(signature, 4, signature.length))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] hash(int prefix, byte[] one, byte[] other) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((byte) prefix);
    digest.update(one);
    return digest.digest(other);
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static String value(Document receipt, String name) {
    return receipt.getElementsByTagNameNS("*", name).item(0).getTextContent();
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64.strip());
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      System.out.println(otherwise);
      System.exit(1);
    }
  }
}
