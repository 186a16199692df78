package io.kanhe.ledger;

import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.message.xml.XmlChars;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads {@code k:Receipt}. Thread-safe.
 *
 * <p>Standard: {@code schema/kanhe-envelope-1.xsd}.
 */
public final class ReceiptCodec {

  public static final String ELEMENT = "Receipt";

  private static final XmlLimits LIMITS = XmlLimits.defaults().withMaxBytes(256 * 1024);
  private static final int MAX_PROOF = 63;

  private ReceiptCodec() {}

  /** Standalone XML in UTF-8 without declaration and without white space between elements. */
  public static byte[] write(Receipt receipt) {
    StringBuilder xml = new StringBuilder(2_048);
    xml.append("<k:Receipt xmlns:k=\"").append(Header.NAMESPACE).append("\">");
    element(xml, "outcome", receipt.outcome().name());
    if (receipt.messageId() != null) {
      element(xml, "messageId", receipt.messageId().toString());
    }
    Digest digest = receipt.rawDigest();
    xml.append("<k:rawDigest algorithm=\"").append(digest.algorithm().label()).append("\">");
    xml.append(digest.hex()).append("</k:rawDigest>");
    if (receipt.code() != null) {
      element(xml, "code", receipt.code());
    }
    element(xml, "senderSequence", Long.toString(receipt.senderSequence()));
    element(xml, "entry", base64(receipt.entry()));
    element(xml, "index", Long.toString(receipt.index()));
    element(xml, "treeSize", Long.toString(receipt.treeSize()));
    xml.append("<k:proof>");
    receipt.proof().forEach(hash -> element(xml, "hash", base64(hash)));
    xml.append("</k:proof>");
    element(xml, "checkpoint", receipt.checkpoint());
    return xml.append("</k:Receipt>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a receipt; says nothing about whether it is true, see {@link ReceiptVerifier}.
   *
   * @throws KanheException 1001, 1007, 1012 if it is no well-formed {@code k:Receipt}
   */
  public static Receipt read(byte[] xml) {
    XmlElement root = XmlReader.parse(xml, LIMITS).root();
    if (!root.is(Header.NAMESPACE, ELEMENT) || !root.hasElementsOnly()) {
      throw malformed(ELEMENT);
    }
    Fields fields = new Fields(root);
    try {
      Receipt receipt = receipt(fields);
      fields.end();
      return receipt;
    } catch (IllegalArgumentException e) {
      throw malformed(fields.last);
    }
  }

  private static Receipt receipt(Fields fields) {
    EntryType outcome = EntryType.valueOf(fields.required("outcome"));
    String messageId = fields.optional("messageId");
    XmlElement digest = fields.element("rawDigest");
    String code = fields.optional("code");
    return new Receipt(
        outcome,
        messageId == null ? null : MessageId.parse(messageId),
        new Digest(
            DigestAlgorithm.ofLabel(algorithm(digest)), HexFormat.of().parseHex(digest.token())),
        code,
        count(fields.required("senderSequence")),
        decode(fields.required("entry")),
        count(fields.required("index")),
        count(fields.required("treeSize")),
        proof(fields.element("proof")),
        fields.element("checkpoint").text());
  }

  private static String algorithm(XmlElement digest) {
    String algorithm = digest.attribute("", "algorithm");
    if (algorithm == null) {
      throw new IllegalArgumentException("no algorithm");
    }
    return algorithm;
  }

  private static List<byte[]> proof(XmlElement proof) {
    if (!proof.hasElementsOnly() || proof.elements().size() > MAX_PROOF) {
      throw malformed("proof");
    }
    List<byte[]> hashes = new ArrayList<>();
    for (XmlElement hash : proof.elements()) {
      byte[] value = hash.is(Header.NAMESPACE, "hash") ? decode(hash.token()) : new byte[0];
      if (value.length != MerkleHash.LENGTH_BYTES) {
        throw malformed("hash");
      }
      hashes.add(value);
    }
    return hashes;
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append("<k:").append(name).append('>');
    xml.append(XmlChars.escapeText(text)).append("</k:").append(name).append('>');
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(XmlChars.withoutSpace(text));
  }

  private static long count(String text) {
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("not a count");
    }
    return Long.parseLong(text);
  }

  private static KanheException malformed(String element) {
    return new KanheException(
        ErrorCode.MALFORMED,
        "not a receipt: " + element + " is missing, wrong or out of its place");
  }

  /** The children of a receipt in the one order that the schema allows. */
  private static final class Fields {

    private final Deque<XmlElement> left;
    private String last = ELEMENT;

    Fields(XmlElement root) {
      this.left = new ArrayDeque<>(root.elements());
    }

    @Nullable String optional(String name) {
      XmlElement next = left.peek();
      return next != null && next.is(Header.NAMESPACE, name) ? required(name) : null;
    }

    String required(String name) {
      return element(name).token();
    }

    XmlElement element(String name) {
      last = name;
      XmlElement next = left.poll();
      if (next == null || !next.is(Header.NAMESPACE, name)) {
        throw malformed(name);
      }
      return next;
    }

    void end() {
      if (!left.isEmpty()) {
        throw malformed(left.element().localName());
      }
    }
  }
}
