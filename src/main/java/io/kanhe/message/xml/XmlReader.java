package io.kanhe.message.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.CharArrayReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Reads one document from its raw bytes, once and strictly: UTF-8 only, no document type, no
 * processing instruction, nothing after the root element, within {@link XmlLimits}. A signature is
 * later checked over this very tree, so no two readers can disagree about what was signed.
 *
 * <p>Standard: XML 1.0 (fifth edition), Namespaces in XML 1.0. Thread-safe.
 */
public final class XmlReader {

  /**
   * A hard stop inside the parser; the limits proper are lower and checked by {@link
   * XmlTreeBuilder}.
   */
  private static final int PARSER_MAX_ATTRIBUTES = 1_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final int MAX_DECLARATION = 300;
  private static final Pattern BEGINS_WITH_DECLARATION = Pattern.compile("<\\?xml[ \\t\\r\\n?]");

  /** XML 1.0 production 23; which version and encoding it may name is judged later. */
  private static final Pattern DECLARATION =
      Pattern.compile(
          "<\\?xml"
              + attribute("version", "[0-9.]+")
              + "(?:"
              + attribute("encoding", "[A-Za-z][A-Za-z0-9._-]*")
              + ")?(?:"
              + attribute("standalone", "(?:yes|no)")
              + ")?[ \\t\\r\\n]*\\?>");

  private static final WstxInputFactory FACTORY = newFactory();

  private XmlReader() {}

  private static String attribute(String name, String value) {
    String space = "[ \\t\\r\\n]";
    return space + "+" + name + space + "*=" + space + "*(?:'" + value + "'|\"" + value + "\")";
  }

  /**
   * @throws KanheException 1001 MALFORMED, 1007 LIMIT_EXCEEDED, 1012 CONSTRUCT_FORBIDDEN
   */
  public static XmlTree parse(byte[] bytes, XmlLimits limits) {
    if (bytes.length > limits.maxBytes()) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          "a document of " + bytes.length + " bytes (allowed: " + limits.maxBytes() + ")");
    }
    char[] source = decode(bytes);
    requireCharacters(source);
    requireDeclaration(source);
    XmlTreeBuilder builder = new XmlTreeBuilder(limits);
    try {
      XMLStreamReader2 reader =
          (XMLStreamReader2) FACTORY.createXMLStreamReader(new CharArrayReader(source));
      checkDeclaration(reader);
      builder.read(reader);
      return new XmlTree(source, builder.root());
    } catch (XMLStreamException e) {
      throw translate(e, builder.isRootClosed());
    }
  }

  /** Takes a byte order mark off and refuses everything that is not strict UTF-8. */
  private static char[] decode(byte[] bytes) {
    int start = 0;
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      start = 3;
    } else if (bytes.length >= 2 && isUtf16(bytes[0], bytes[1])) {
      throw new KanheException(
          ErrorCode.MALFORMED, "the document is in UTF-16 or UTF-32 (expected: UTF-8)");
    }
    try {
      CharBuffer chars =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, start, bytes.length - start));
      if (chars.hasRemaining() && chars.charAt(0) == BYTE_ORDER_MARK) {
        // Attack: the parser below passes over a mark too, and other readers do not take a second.
        throw new KanheException(
            ErrorCode.MALFORMED, "a second byte order mark (expected: one or none)");
      }
      char[] source = new char[chars.remaining()];
      chars.get(source);
      return source;
    } catch (CharacterCodingException e) {
      throw new KanheException(
          ErrorCode.MALFORMED, "bytes that are not UTF-8 (expected: UTF-8)", e);
    }
  }

  /**
   * XML 1.0 section 2.2. The parser below lets U+FFFE and U+FFFF pass, and takes any control
   * character inside the declaration for a space.
   */
  private static void requireCharacters(char[] source) {
    for (char c : source) {
      if (c >= '\uFFFE') {
        throw new KanheException(
            ErrorCode.MALFORMED, "U+FFFE or U+FFFF (expected: characters of XML 1.0)");
      }
      if (c < ' ' && c != '\n' && c != '\t' && c != '\r') {
        throw new KanheException(
            ErrorCode.MALFORMED, "a control character (expected: characters of XML 1.0)");
      }
    }
  }

  /** The production itself, for the parser below is lenient about it. */
  private static void requireDeclaration(char[] source) {
    String head = new String(source, 0, Math.min(source.length, MAX_DECLARATION));
    if (BEGINS_WITH_DECLARATION.matcher(head).lookingAt()
        && !DECLARATION.matcher(head).lookingAt()) {
      throw new KanheException(
          ErrorCode.MALFORMED,
          "an XML declaration that is not well-formed (expected: version, encoding, standalone)");
    }
  }

  private static boolean isUtf16(byte first, byte second) {
    return first == (byte) 0xFE && second == (byte) 0xFF
        || first == (byte) 0xFF && second == (byte) 0xFE
        || first == 0
        || second == 0;
  }

  /** A declaration that contradicts the bytes would be read differently by somebody else. */
  private static void checkDeclaration(XMLStreamReader2 reader) {
    String encoding = reader.getCharacterEncodingScheme();
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw new KanheException(
          ErrorCode.MALFORMED, "the declaration names another encoding (expected: UTF-8)");
    }
    String version = reader.getVersion();
    if (version != null && !version.equals("1.0")) {
      throw new KanheException(ErrorCode.MALFORMED, "another version of XML (expected: 1.0)");
    }
  }

  /** The parser's own text quotes the document, so only the place is told. */
  private static KanheException translate(XMLStreamException e, boolean rootClosed) {
    if (rootClosed) {
      return new KanheException(
          ErrorCode.CONSTRUCT_FORBIDDEN, "content after the root element" + place(e), e);
    }
    String text = e.getMessage();
    if (text != null && e.getClass() == XMLStreamException.class && text.contains(" limit (")) {
      return new KanheException(
          ErrorCode.LIMIT_EXCEEDED, "a limit of the parser is exceeded" + place(e), e);
    }
    return new KanheException(ErrorCode.MALFORMED, "not well-formed" + place(e), e);
  }

  private static String place(XMLStreamException e) {
    Location location = e.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNumber() + ", column " + location.getColumnNumber();
  }

  private static WstxInputFactory newFactory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    // Attack: XXE, external and recursive entities. A DOCTYPE is an event here and refused when it
    // is met.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLInputFactory2.P_REPORT_PROLOG_WHITESPACE, false);
    // Lazy parsing reports errors in text as unchecked exceptions.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    // Attack: filling the JVM's table of interned strings with names of the sender's choice.
    factory.setProperty(XMLInputFactory2.P_INTERN_NAMES, false);
    factory.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, false);
    // Attack: the parser compares declarations of one element pairwise.
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, PARSER_MAX_ATTRIBUTES);
    return factory;
  }
}
