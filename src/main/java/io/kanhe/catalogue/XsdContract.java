package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * A contract by XML Schema and rules: one streaming pass, nothing fetched from outside.
 * Thread-safe; parsers and validators are kept for reuse, because making them costs more than
 * checking a small document.
 */
final class XsdContract implements Contract {

  private static final int MAX_IDLE_PARSERS = 64;
  private static final String LOCALE = "http://apache.org/xml/properties/locale";
  private static final String LEXICAL_HANDLER = "http://xml.org/sax/properties/lexical-handler";

  private final CompiledSchema schema;
  private final SchemaErrors errors;
  private final QName root;
  private final Identifiers identifiers;
  private final List<Function<@Nullable Header, DocumentRule>> rules;
  private final BlockingQueue<Machine> idle = new ArrayBlockingQueue<>(MAX_IDLE_PARSERS);

  private record Machine(XMLReader reader, ValidatorHandler validator) {}

  XsdContract(
      CompiledSchema schema,
      QName root,
      Identifiers identifiers,
      List<Function<@Nullable Header, DocumentRule>> rules) {
    this.schema = schema;
    this.errors = new SchemaErrors(schema);
    this.root = root;
    this.identifiers = identifiers;
    this.rules = List.copyOf(rules);
  }

  QName root() {
    return root;
  }

  String schemaFile() {
    return schema.file();
  }

  /** What a value of a type is; {@code null} for types that say nothing of themselves. */
  @Nullable String description(String type) {
    return schema.description(type);
  }

  @Override
  public boolean appliesTo(Payload payload) {
    return XmlRoot.of(payload).filter(root::equals).isPresent();
  }

  @Override
  public List<Field> fields() {
    return schema.fields(root.getLocalPart());
  }

  @Override
  public long check(Payload payload) {
    return run(payload, null).records();
  }

  @Override
  public long check(Payload payload, Header header) {
    return run(payload, header).records();
  }

  @Override
  public Findings examine(Payload payload, Header header) {
    return run(payload, header);
  }

  private Findings run(Payload payload, @Nullable Header header) {
    Machine taken = idle.poll();
    Machine machine = taken == null ? newMachine() : taken;
    List<DocumentRule> instances = rules.stream().map(each -> each.apply(header)).toList();
    DocumentCheck check =
        new DocumentCheck(
            machine.validator(),
            errors,
            instances,
            identifiers,
            header == null ? null : ChinaDay.of(header.sentTime()));
    try (InputStream in = open(payload)) {
      machine.reader().setContentHandler(check);
      machine.reader().setErrorHandler(check);
      machine.reader().setProperty(LEXICAL_HANDLER, check);
      InputSource source = new InputSource(in);
      // The declared encoding is not followed: a signed document must read the same for everybody.
      source.setEncoding("UTF-8");
      machine.reader().parse(source);
    } catch (CharacterCodingException | java.io.UTFDataFormatException e) {
      throw check.malformed();
    } catch (IOException e) {
      throw payload instanceof Payload.Inline
          ? check.malformed()
          : new KanheException(
              ErrorCode.STORE_UNAVAILABLE,
              "found an unreadable payload file, expected it on disk",
              e);
    } catch (SAXException e) {
      throw check.malformed();
    }
    // Not reached after a defect: a machine that stopped half-way is not used again.
    idle.offer(machine);
    return new Findings(1, check.warnings());
  }

  private Machine newMachine() {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      XMLReader reader = factory.newSAXParser().getXMLReader();
      ValidatorHandler validator = schema.schema().newValidatorHandler();
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      // SchemaErrors reads the English form of the reports, whatever the locale of the machine.
      validator.setProperty(LOCALE, Locale.ROOT);
      return new Machine(reader, validator);
    } catch (ParserConfigurationException | SAXException e) {
      throw new KanheException(
          ErrorCode.INTERNAL, "found no secure XML parser, expected that of the JDK", e);
    }
  }

  static InputStream open(Payload payload) throws IOException {
    if (payload instanceof Payload.Inline inline) {
      return new ByteArrayInputStream(inline.bytes());
    }
    return new BufferedInputStream(((Payload.Stored) payload).open(), 1 << 16);
  }

  @Override
  public String toString() {
    return "XsdContract[" + root + "]";
  }
}
