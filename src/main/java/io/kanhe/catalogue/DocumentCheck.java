package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.validation.TypeInfoProvider;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.TypeInfo;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * One pass over one document: limits, schema, check characters, rules. Stops at the first defect.
 */
final class DocumentCheck extends DefaultHandler2 {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_ATTRIBUTES = 64;
  private static final int MAX_PATH_NAME = 40;

  private final ValidatorHandler validator;
  private final List<DocumentRule> rules;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Identifiers identifiers;
  private final @Nullable LocalDate day;
  private final Set<String> warnings = new TreeSet<>();
  private @Nullable Locator locator;

  private static final class Open {
    final String path;
    final StringBuilder text = new StringBuilder();
    boolean leaf = true;
    String type = "";
    @Nullable IdentifierType identifier;

    Open(String path) {
      this.path = path;
    }
  }

  /**
   * @param day of the message, for what is valid between two days; {@code null} without a message
   */
  DocumentCheck(
      ValidatorHandler validator,
      SchemaErrors errors,
      List<DocumentRule> rules,
      Identifiers identifiers,
      @Nullable LocalDate day) {
    this.validator = validator;
    this.rules = rules;
    this.identifiers = identifiers;
    this.day = day;
    validator.setContentHandler(new Typed());
    validator.setErrorHandler(new Reports(errors));
  }

  /** Sees each element after the validator has assigned its type. */
  private final class Typed extends DefaultHandler2 {
    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      TypeInfoProvider types = validator.getTypeInfoProvider();
      TypeInfo type = types == null ? null : types.getElementTypeInfo();
      if (type != null) {
        open.getFirst().type = type.getTypeName() == null ? "" : type.getTypeName();
        open.getFirst().identifier =
            IdentifierType.ofSchemaType(type.getTypeNamespace(), type.getTypeName());
      }
    }
  }

  private final class Reports implements ErrorHandler {
    private final SchemaErrors errors;

    Reports(SchemaErrors errors) {
      this.errors = errors;
    }

    @Override
    public void warning(SAXParseException report) {
      throw refusal(report);
    }

    @Override
    public void error(SAXParseException report) {
      throw refusal(report);
    }

    @Override
    public void fatalError(SAXParseException report) {
      throw refusal(report);
    }

    private KanheException refusal(SAXParseException report) {
      String type = open.isEmpty() ? "" : open.getFirst().type;
      return errors.translate(path(), type, String.valueOf(report.getMessage()));
    }
  }

  /** What was doubtful in the document, as codes. */
  Set<String> warnings() {
    return warnings;
  }

  private String path() {
    return open.isEmpty() ? "document" : open.getFirst().path;
  }

  @Override
  public void setDocumentLocator(Locator documentLocator) {
    locator = documentLocator;
    validator.setDocumentLocator(documentLocator);
  }

  @Override
  public void startDocument() throws SAXException {
    validator.startDocument();
  }

  @Override
  public void endDocument() throws SAXException {
    validator.endDocument();
  }

  @Override
  public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
    throw new KanheException(
        ErrorCode.CONSTRUCT_FORBIDDEN, "found a DOCTYPE, expected a document without one");
  }

  @Override
  public void processingInstruction(String target, String data) {
    throw new KanheException(
        ErrorCode.CONSTRUCT_FORBIDDEN,
        "found a processing instruction after " + path() + ", expected none");
  }

  @Override
  public void startPrefixMapping(String prefix, String uri) throws SAXException {
    validator.startPrefixMapping(prefix, uri);
  }

  @Override
  public void endPrefixMapping(String prefix) throws SAXException {
    validator.endPrefixMapping(prefix);
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes)
      throws SAXException {
    if (open.size() >= MAX_DEPTH || attributes.getLength() > MAX_ATTRIBUTES) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          "found more than "
              + MAX_DEPTH
              + " levels or "
              + MAX_ATTRIBUTES
              + " attributes, expected fewer");
    }
    String shown = name.length() > MAX_PATH_NAME ? name.substring(0, MAX_PATH_NAME) : name;
    if (open.isEmpty()) {
      open.push(new Open(shown));
    } else {
      open.getFirst().leaf = false;
      open.push(new Open(open.getFirst().path + "/" + shown));
    }
    validator.startElement(uri, name, qualified, attributes);
  }

  @Override
  public void characters(char[] text, int from, int length) throws SAXException {
    if (!open.isEmpty()) {
      open.getFirst().text.append(text, from, length);
      if (open.getFirst().identifier != null) {
        return; // goes to the validator whole and in one form, when the element ends
      }
    }
    validator.characters(text, from, length);
  }

  @Override
  public void ignorableWhitespace(char[] text, int from, int length) throws SAXException {
    validator.ignorableWhitespace(text, from, length);
  }

  @Override
  public void endElement(String uri, String name, String qualified) throws SAXException {
    Open ending = open.getFirst();
    if (ending.identifier != null) {
      char[] plain = Identifiers.plain(ending.text.toString()).toCharArray();
      validator.characters(plain, 0, plain.length);
    }
    validator.endElement(uri, name, qualified);
    Open closed = open.pop();
    String text = closed.text.toString().strip();
    if (closed.identifier != null) {
      text = Identifiers.plain(text);
      identifiers.check(closed.identifier, closed.path, text, day).ifPresent(warnings::add);
    }
    for (DocumentRule rule : rules) {
      if (closed.leaf) {
        rule.leaf(closed.path, text);
      }
      rule.end(closed.path);
    }
  }

  /** A parser error: the document is not well-formed. Its text would quote the document. */
  @Override
  public void fatalError(SAXParseException report) {
    throw malformed(report.getLineNumber());
  }

  @Override
  public void error(SAXParseException report) {
    throw malformed(report.getLineNumber());
  }

  KanheException malformed() {
    return malformed(locator == null ? 0 : locator.getLineNumber());
  }

  static KanheException malformed(int line) {
    return new KanheException(
        ErrorCode.MALFORMED,
        (line > 0 ? "line " + line + ": " : "")
            + "found something that is not well-formed, expected one XML document in UTF-8");
  }
}
