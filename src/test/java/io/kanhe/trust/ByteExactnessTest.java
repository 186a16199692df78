package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the raw bytes decide, the same at the SOAP door, in CMS from a queue and in a feed's header.
 */
class ByteExactnessTest {

  private static final String PAYLOAD = "<a:Alert xmlns:a=\"urn:example:alert\"/>";

  private static byte[] soap;
  private static byte[] message;
  private static byte[] header;

  @BeforeAll
  static void makeSamples() {
    soap = SoapSamples.signed(TestPki.create().participant("met-taizhou").build());
    message = EnvelopeCodec.write(SoapSamples.header(), PAYLOAD.getBytes(UTF_8));
    header = SoapSamples.headerXml().getBytes(UTF_8);
  }

  /** Name, change of the whole document, code, or 0 where it is accepted. */
  static Stream<Arguments> documents() {
    return Stream.of(
        row("nothing", 0, x -> x),
        row("UTF-8 byte order mark", 0, x -> "\ufeff" + x),
        row("two byte order marks", 1001, x -> "\ufeff\ufeff" + x),
        row("declaration", 0, x -> "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + x),
        row("declaration in lower case", 0, x -> "<?xml version='1.0' encoding='utf-8'?>" + x),
        row("mark and declaration", 0, x -> "\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + x),
        row("declaration after white space", 1001, x -> " <?xml version=\"1.0\"?>" + x),
        row("two declarations", 1001, x -> "<?xml version=\"1.0\"?><?xml version=\"1.0\"?>" + x),
        row("XML 1.1", 1001, x -> "<?xml version=\"1.1\"?>" + x),
        row("GBK declared", 1001, x -> "<?xml version=\"1.0\" encoding=\"GBK\"?>" + x),
        row("UTF-16 declared", 1001, x -> "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + x),
        row("Latin 1 declared", 1001, x -> "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + x),
        row("DTD", 1012, x -> "<!DOCTYPE x>" + x),
        row("DTD with entity", 1012, x -> "<!DOCTYPE x [<!ENTITY e 'v'>]>" + x),
        row("external DTD", 1012, x -> "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x\">" + x),
        row("processing instruction before", 1012, x -> "<?p x?>" + x),
        row("processing instruction after", 1012, x -> x + "<?p x?>"),
        row("processing instruction inside", 1012, x -> inside(x, "<?p x?>")),
        row("comment before", 0, x -> "<!-- c -->" + x),
        row("comment after", 0, x -> x + "<!-- c -->"),
        row("white space before", 0, x -> "\n " + x),
        row("white space after", 0, x -> x + " \r\n\t"),
        row("text after", 1012, x -> x + "x"),
        row("NUL after", 1001, x -> x + "\u0000"),
        row("byte order mark after", 1012, x -> x + "\ufeff"),
        row("second root", 1012, x -> x + "<x/>"),
        row("document twice", 1012, x -> x + x),
        row("NUL before", 1001, x -> "\u0000" + x),
        row("NUL inside", 1001, x -> inside(x, "\u0000")),
        row("character that is none", 1001, x -> inside(x, "\ufffe")),
        row("reference to NUL", 1001, x -> inside(x, "&#0;")),
        row("undeclared prefix", 1001, x -> inside(x, "<nobody:x/>")),
        row("attribute twice", 1001, x -> inside(x, "<x a='1' a='2'/>")),
        row(
            "attribute twice by two prefixes",
            1001,
            x -> inside(x, "<x xmlns:p='urn:p' xmlns:q='urn:p' p:a='1' q:a='2'/>")),
        row("relative namespace name", 1001, x -> inside(x, "<x xmlns='name'/>")),
        row("namespace name with a space", 1001, x -> inside(x, "<x xmlns='urn:a b'/>")),
        row("xml prefix bound to another name", 1001, x -> inside(x, "<x xmlns:xml='urn:x'/>")),
        row("empty", 1001, x -> ""),
        row("cut off", 1001, x -> x.substring(0, x.length() - 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void decidesTheSameAtEveryDoor(String name, int code, Function<String, String> change) {
    SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());

    assertThat(code(soap, change, verifier::verify)).as("SOAP").isEqualTo(code);
    assertThat(code(message, change, x -> EnvelopeCodec.read(x, XmlLimits.defaults())))
        .as("message by MQ")
        // The exact form of a message leaves nothing outside its root.
        .isIn(code, code == 0 ? 1001 : code, code == 0 ? 1009 : code);
    assertThat(code(header, change, HeaderCodec::read)).as("header of a feed").isEqualTo(code);
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of("UTF-16 BE with mark", "\ufeff", UTF_16BE),
        Arguments.of("UTF-16 LE with mark", "\ufeff", UTF_16LE),
        Arguments.of("UTF-16 BE", "", UTF_16BE),
        Arguments.of("UTF-16 LE", "", UTF_16LE),
        Arguments.of("Latin 1", "<!-- \u00e9 -->", ISO_8859_1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void refusesOtherEncodings(String name, String prefix, java.nio.charset.Charset charset) {
    byte[] bytes = (prefix + new String(header, UTF_8)).getBytes(charset);

    assertThat(code(bytes, HeaderCodec::read)).isEqualTo(1001);
    assertThat(code(bytes, Trust.soapVerifier(AlgorithmPolicy.strict())::verify)).isEqualTo(1001);
  }

  /** Every way to write the same content verifies, and every other content does not. */
  static Stream<Arguments> signedContent() {
    return Stream.of(
        row("CDATA for text", 0, x -> x.replace(">ORANGE<", "><![CDATA[ORANGE]]><")),
        row("character reference for a letter", 0, x -> x.replace(">ORANGE<", ">&#79;RANGE<")),
        row("comment beside text", 0, x -> x.replace(">ORANGE<", "><!-- c -->ORANGE<")),
        row("other quotes", 0, x -> x.replace("id='1'>O", "id=\"1\">O")),
        row("end tag for an empty element", 0, x -> x.replace("id='1'/>", "id='1'></note>")),
        row(
            "prefix bound again to the same name",
            0,
            x -> x.replace("<a:text ", "<a:text xmlns:a=\"urn:example:alert\" ")),
        row("attributes in another order", 0, x -> x.replace("b='2' a='1'", "a='1' b='2'")),
        row("line break between attributes", 0, x -> x.replace("b='2' a", "b='2'\r\n a")),
        row(
            "prefix bound to another name",
            2001,
            x ->
                x.replace("<a:text ", "<a:text xmlns:a=\"urn:other\" ")
                    .replace("</a:text>", "</a:text>")),
        row("line break in text", 2001, x -> x.replace("ORANGE", "ORANGE\n")),
        row("CR LF in text", 2001, x -> x.replace("ORANGE", "ORANGE\r\n")),
        row("reference to CR in text", 2001, x -> x.replace("ORANGE", "ORANGE&#13;")),
        row("space in an attribute", 2001, x -> x.replace("a='1'", "a='1 '")),
        row("line break in an attribute", 2001, x -> x.replace("a='1'", "a='1\n'")),
        row("xml:lang", 2001, x -> x.replace("<a:text ", "<a:text xml:lang='zh' ")),
        row("id twice", 2009, x -> x.replace("<a:text ", "<a:text xml:id='kanhe-body' ")),
        row("undeclared entity", 1001, x -> x.replace("ORANGE", "&orange;")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("signedContent")
  void verifiesWhatIsTheSameContentOnly(String name, int code, Function<String, String> change) {
    assertThat(change.apply(new String(soap, UTF_8))).isNotEqualTo(new String(soap, UTF_8));
    assertThat(code(soap, change, Trust.soapVerifier(AlgorithmPolicy.strict())::verify))
        .isEqualTo(code);
  }

  private interface Reader {
    Object read(byte[] bytes);
  }

  private static Arguments row(String name, int code, Function<String, String> change) {
    return Arguments.of(name, code, change);
  }

  private static String inside(String document, String part) {
    int end = document.lastIndexOf("</");
    return document.substring(0, end) + part + document.substring(end);
  }

  private static int code(byte[] document, Function<String, String> change, Reader reader) {
    return code(change.apply(new String(document, UTF_8)).getBytes(UTF_8), reader);
  }

  private static int code(byte[] bytes, Reader reader) {
    try {
      reader.read(bytes);
      return 0;
    } catch (KanheException e) {
      ErrorCode refused = e.code();
      return refused.number();
    }
  }
}
