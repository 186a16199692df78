package io.kanhe.message.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {

  private static final XmlLimits SMALL = new XmlLimits(20_000, 5, 50, 6, 8, 20, 100, 1_000);

  @Test
  void readsNamesNamespacesAndText() {
    XmlElement root =
        parse("<a:r xmlns:a='urn:a' x='1' a:y=' 2 '> t<b xmlns='urn:b'/> </a:r>").root();

    assertThat(root.is("urn:a", "r")).isTrue();
    assertThat(root.prefix()).isEqualTo("a");
    assertThat(root.attribute("", "x")).isEqualTo("1");
    assertThat(root.attribute("urn:a", "y")).isEqualTo(" 2 ");
    assertThat(root.declarations()).containsExactly(new XmlNamespace("a", "urn:a"));
    assertThat(root.child("urn:b", "b")).isNotNull();
    assertThat(root.child("", "b")).isNull();
    assertThat(root.children()).hasSize(3).element(0).isEqualTo(new XmlText(" t"));
  }

  @Test
  void joinsTextAroundCommentsAndCdata() {
    XmlElement root = parse("<r>1<!-- x -->0<![CDATA[<0>]]>&amp;&#65;</r>").root();

    assertThat(root.text()).isEqualTo("10<0>&A");
    assertThat(root.isCommented()).isTrue();
    assertThat(root.children()).hasSize(1);
  }

  @Test
  void keepsLongTextInOneRun() {
    String text = "风".repeat(50_000) + "&lt;" + "x".repeat(50_000);

    assertThat(parse("<r>" + text + "</r>").root().text()).hasSize(100_001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<r><p>内容 &amp; <b x='>'/>\r\n<!-- c --> 𠀀</p></r>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<r>\r\n\r\n<p>é</p></r>",
        "<?xml version='1.0'?><!-- before --><r><p a='1'\n b='2'></p></r>",
        "<r><p/></r>",
        "<r><p\n></p ></r>"
      })
  void givesTheExactBytesBetweenTheTags(String document) {
    String inner =
        document.contains("<p/>") ? "" : document.replaceAll("(?s).*<p[^>]*>(.*)</p.*", "$1");
    XmlTree tree = parse(document);

    assertThat(tree.contentBytes(tree.root().child("", "p")))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(inner);
  }

  @Test
  void givesTheExactBytesAcrossTheParsersBuffers() {
    StringBuilder document = new StringBuilder("<?xml version='1.0'?>\r\n<r>");
    for (int i = 0; i < 3_000; i++) {
      document
          .append("<p>段落\r\n")
          .append(i)
          .append("𠀀&#13;")
          .append("y".repeat(i % 17))
          .append("</p>\r\n");
    }
    XmlTree tree = parse(document.append("</r>").toString());

    int index = 0;
    for (XmlElement paragraph : tree.root().elements()) {
      String expected = "段落\r\n" + index + "𠀀&#13;" + "y".repeat(index % 17);
      assertThat(tree.contentBytes(paragraph)).asString(StandardCharsets.UTF_8).isEqualTo(expected);
      index++;
    }
    assertThat(index).isEqualTo(3_000);
  }

  @Test
  void takesAByteOrderMarkOff() {
    assertThat(parse("\uFEFF<r>1</r>").root().text()).isEqualTo("1");
  }

  /** Found by the comparison with xmlsec1: the parser passes over a mark of its own accord. */
  @Test
  void refusesASecondByteOrderMark() {
    assertRefused("\uFEFF\uFEFF<r/>".getBytes(StandardCharsets.UTF_8), ErrorCode.MALFORMED);
  }

  /** Found by the comparison with xmlsec1: the parser takes control characters there for spaces. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version=\"1.0\" standalone\u001d=\"no\"?><r/>",
        "<?xml\u0001version=\"1.0\"?><r/>",
        "<?xml version=\"1.0\"encoding=\"UTF-8\"?><r/>",
        "<?xml encoding=\"UTF-8\"?><r/>",
        "<?xml version=\"1.0\" standalone=\"no\" encoding=\"UTF-8\"?><r/>",
        "<?xml version=\"1.0\" standalone=\"maybe\"?><r/>",
        "<?xml version='1.0\"?><r/>",
        "<?xml version=\"1.0\"\u00a0?><r/>",
        "<?xml?><r/>",
        "<?xml version=\"1.0\" ><r/>",
        "<r/>\u0000",
        "<r>\u0000</r>",
        "<r><!-- \u0007 --></r>"
      })
  void refusesOtherDeclarationsAndControlCharacters(String document) {
    assertRefused(document.getBytes(StandardCharsets.UTF_8), ErrorCode.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version='1.0'?><r/>",
        "<?xml version = \"1.0\"\n encoding\t= 'utf-8' standalone='yes' ?>\n<r/>",
        "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?><r/>"
      })
  void takesEveryDeclarationOfTheStandard(String document) {
    assertThat(parse(document).root().localName()).isEqualTo("r");
  }

  /** Found by the comparison with xmlsec1: canonicalization fails on names that are no URI. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:a b",
        "urn:\u00e4",
        "urn:x%zz",
        "1:x",
        ":x",
        "http://[::1/",
        "http://h:x/",
        "http://h:123456/",
        "urn:x#y#z",
        "urn:x&quot;y",
        "urn:x&#10;",
        "name"
      })
  void refusesNamespaceNamesThatAreNoUri(String name) {
    String document = "<r xmlns:q=\"" + name + "\"/>";
    assertRefused(document.getBytes(StandardCharsets.UTF_8), ErrorCode.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:x",
        "urn:kanhe:envelope:1",
        "http://www.w3.org/2000/09/xmldsig#",
        "http://h:8080/a/b?c=d&amp;e#f",
        "http://h",
        "x:/a",
        "urn:%E5%8F%B0",
        "tag:example.org,2026:a'b(c)*+;=@!$~"
      })
  void takesNamespaceNamesThatAreUris(String name) {
    assertThat(parse("<r xmlns:q=\"" + name + "\"/>").root().declarations()).hasSize(1);
  }

  @Test
  void readsLongNamespaceNames() {
    assertThat(parse("<r xmlns='urn:" + "x".repeat(60_000) + "'/>").root().namespace())
        .hasSize(60_004);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("", ErrorCode.MALFORMED),
        Arguments.of("<r>", ErrorCode.MALFORMED),
        Arguments.of("<r></s>", ErrorCode.MALFORMED),
        Arguments.of("text", ErrorCode.MALFORMED),
        Arguments.of("<r a='1' a='2'/>", ErrorCode.MALFORMED),
        Arguments.of("<r xmlns:a='urn:a' xmlns:b='urn:a' a:x='1' b:x='2'/>", ErrorCode.MALFORMED),
        Arguments.of("<p:r/>", ErrorCode.MALFORMED),
        Arguments.of("<r>&#0;</r>", ErrorCode.MALFORMED),
        Arguments.of("<r>\u0001</r>", ErrorCode.MALFORMED),
        Arguments.of("<r>\ufffe</r>", ErrorCode.MALFORMED),
        Arguments.of("<r a='\uffff'/>", ErrorCode.MALFORMED),
        Arguments.of("<!-- \ufffe --><r/>", ErrorCode.MALFORMED),
        Arguments.of("<r>&#xFFFE;</r>", ErrorCode.MALFORMED),
        Arguments.of("<r a='&#xFFFF;'/>", ErrorCode.MALFORMED),
        Arguments.of("<r>&#xD800;</r>", ErrorCode.MALFORMED),
        Arguments.of("<r>&amp</r>", ErrorCode.MALFORMED),
        Arguments.of("<r>text &lt+ more</r>", ErrorCode.MALFORMED),
        Arguments.of("<r>text ]]> more</r>", ErrorCode.MALFORMED),
        Arguments.of("<r>text &#xZ; more</r>", ErrorCode.MALFORMED),
        Arguments.of("<r><![CDATA[text</r>", ErrorCode.MALFORMED),
        Arguments.of("<r xmlns='relative/name'/>", ErrorCode.MALFORMED),
        Arguments.of("<?xml version='1.1'?><r/>", ErrorCode.MALFORMED),
        Arguments.of("<?xml version='1.0' encoding='GBK'?><r/>", ErrorCode.MALFORMED),
        Arguments.of("<!DOCTYPE r><r/>", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of("<!DOCTYPE r [<!ENTITY e 'x'>]><r>&e;</r>", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of(
            "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x'><r/>", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of("<?pi x?><r/>", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of("<r><?pi x?></r>", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of("<r/><?pi x?>", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of("<r/><r/>", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of("<r/>x", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of("<r/><!DOCTYPE r>", ErrorCode.CONSTRUCT_FORBIDDEN),
        Arguments.of("<r/>\u0000", ErrorCode.MALFORMED),
        Arguments.of("<r/><?xml version='1.0'?><r/>", ErrorCode.CONSTRUCT_FORBIDDEN));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(String document, ErrorCode code) {
    assertRefused(document.getBytes(StandardCharsets.UTF_8), code);
  }

  @Test
  void takesWhiteSpaceAndCommentsAfterTheRoot() {
    assertThat(parse("<r/>\n<!-- end -->\n").root().localName()).isEqualTo("r");
  }

  @Test
  void refusesAnUndeclaredEntity() {
    assertThatThrownBy(() -> parse("<r>&secret;</r>"))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> assertThat(e.code()).isIn(ErrorCode.MALFORMED, ErrorCode.CONSTRUCT_FORBIDDEN))
        .message()
        .doesNotContain("secret");
  }

  static Stream<String> oversized() {
    return Stream.of(
        "<r>" + "x".repeat(1_001) + "</r>",
        "<a><a><a><a><a><a/></a></a></a></a></a>",
        "<r>" + "<e/>".repeat(50) + "</r>",
        "<r a='1' b='2' c='3' d='4' e='5' f='6' g='7'/>",
        "<r xmlns:a='u:a' xmlns:b='u:b' xmlns:c='u:c' xmlns:d='u:d' xmlns:e='u:e'>"
            + "<s xmlns:f='u:f' xmlns:g='u:g' xmlns:h='u:h' xmlns:i='u:i'/></r>",
        "<" + "n".repeat(21) + "/>",
        "<r a='" + "v".repeat(101) + "'/>",
        "<r xmlns='urn:" + "v".repeat(101) + "'/>",
        "<r>" + " ".repeat(20_000) + "</r>");
  }

  @ParameterizedTest
  @MethodSource("oversized")
  void refusesWhatBreaksALimit(String document) {
    assertThatThrownBy(() -> XmlReader.parse(document.getBytes(StandardCharsets.UTF_8), SMALL))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  @Test
  void givesUpOnThousandsOfDeclarationsInsideTheParser() {
    StringBuilder document = new StringBuilder("<r");
    for (int i = 0; i < 100_000; i++) {
      document.append(" xmlns:p").append(i).append("='u:p'");
    }
    assertRefused(
        document.append("/>").toString().getBytes(StandardCharsets.UTF_8),
        ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void refusesOtherEncodings() {
    assertRefused("<r/>".getBytes(StandardCharsets.UTF_16), ErrorCode.MALFORMED);
    assertRefused("<r/>".getBytes(StandardCharsets.UTF_16LE), ErrorCode.MALFORMED);
    assertRefused("<r>é</r>".getBytes(StandardCharsets.ISO_8859_1), ErrorCode.MALFORMED);
    assertRefused(
        new byte[] {'<', 'r', '>', (byte) 0xC0, (byte) 0x80, '<', '/', 'r', '>'},
        ErrorCode.MALFORMED);
  }

  @Test
  void tellsThePlaceButNotTheText() {
    assertThatThrownBy(() -> parse("<r>\n<secret></other></r>"))
        .hasMessageContaining("line 2")
        .message()
        .doesNotContain("secret")
        .doesNotContain("other");
  }

  private static void assertRefused(byte[] document, ErrorCode code) {
    assertThatThrownBy(() -> XmlReader.parse(document, XmlLimits.defaults()))
        .isInstanceOfSatisfying(KanheException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static XmlTree parse(String document) {
    return XmlReader.parse(document.getBytes(StandardCharsets.UTF_8), XmlLimits.defaults());
  }
}
