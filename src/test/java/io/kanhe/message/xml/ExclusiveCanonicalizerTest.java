package io.kanhe.message.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.xml.security.c14n.implementations.Canonicalizer20010315ExclOmitComments;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class ExclusiveCanonicalizerTest {

  private static final int DOCUMENTS = 1_000;

  @Test // https://www.w3.org/TR/xml-exc-c14n/#sec-Enveloping
  void leavesOutWhatTheEnvelopeDeclares() {
    XmlElement root =
        parse(
            "<n0:pdu xmlns:n0='http://a.example' xmlns:n1='http://b.example' xml:lang='fr'><n1:elem2  xml:lang='en'>\n  <n3:stuff xmlns:n3='ftp://example.org'/>\n</n1:elem2></n0:pdu>");

    assertThat(canonical(root.elements().get(0)))
        .isEqualTo(
            "<n1:elem2 xmlns:n1=\"http://b.example\" xml:lang=\"en\">\n  <n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff>\n</n1:elem2>");
  }

  @Test
  void givesListedPrefixesWithoutUse() {
    XmlElement root =
        parse(
            "<a xmlns='urn:d' xmlns:p='urn:p' xmlns:q='urn:q'><q:b><c xmlns:p='urn:p2'/></q:b></a>");
    XmlElement inner = root.elements().get(0);

    assertThat(canonical(inner, "p"))
        .isEqualTo(
            "<q:b xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"><c xmlns=\"urn:d\" xmlns:p=\"urn:p2\"></c></q:b>");
    assertThat(canonical(inner, "#default", "absent"))
        .isEqualTo("<q:b xmlns=\"urn:d\" xmlns:q=\"urn:q\"><c></c></q:b>");
  }

  @Test
  void takesTheDefaultNamespaceBackOnlyWhereItWasWritten() {
    XmlElement root =
        parse("<a xmlns='urn:d'><b xmlns=''><c/></b><p:d xmlns:p='urn:p' xmlns=''><e/></p:d></a>");

    assertThat(canonical(root))
        .isEqualTo(
            "<a xmlns=\"urn:d\"><b xmlns=\"\"><c></c></b><p:d xmlns:p=\"urn:p\"><e xmlns=\"\"></e></p:d></a>");
    assertThat(canonical(root.elements().get(0))).isEqualTo("<b><c></c></b>");
  }

  @Test
  void ordersAttributesByNamespaceThenName() {
    assertThat(
            canonical(
                parse(
                    "<r xmlns:a='urn:z' xmlns:b='urn:y' z='1' a='2' a:c='3' b:d='4' xml:id='5'/>")))
        .isEqualTo(
            "<r xmlns:a=\"urn:z\" xmlns:b=\"urn:y\" a=\"2\" z=\"1\" xml:id=\"5\" b:d=\"4\" a:c=\"3\"></r>");
  }

  @Test
  void escapesAsCanonicalXmlSays() {
    assertThat(
            canonical(
                parse(
                    "<r a='&lt;&amp;\"&#9;&#10;&#13;>'>&lt;&amp;>&#13;\"&#9;<!-- c --><![CDATA[<]]></r>")))
        .isEqualTo("<r a=\"&lt;&amp;&quot;&#x9;&#xA;&#xD;>\">&lt;&amp;&gt;&#xD;\"\t&lt;</r>");
  }

  @Test
  void agreesWithSantuarioOnRandomDocuments() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    org.apache.xml.security.Init.init();
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      String text = new RandomXml(seed).document();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
      compare(parse(text), document.getDocumentElement(), "seed " + seed, 0);
    }
  }

  private static void compare(XmlElement ours, Element theirs, String label, int depth)
      throws Exception {
    for (List<String> prefixes :
        List.of(List.<String>of(), List.of("a", "#default"), List.of("b", "zz", "c"))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new Canonicalizer20010315ExclOmitComments()
          .engineCanonicalizeSubTree(theirs, String.join(" ", prefixes), out);
      assertThat(
              new String(
                  ExclusiveCanonicalizer.canonicalize(ours, prefixes), StandardCharsets.UTF_8))
          .as("%s depth %d prefixes %s", label, depth, prefixes)
          .isEqualTo(out.toString(StandardCharsets.UTF_8));
    }
    if (!ours.elements().isEmpty() && depth < 3) {
      Node first = theirs.getFirstChild();
      while (!(first instanceof Element)) {
        first = first.getNextSibling();
      }
      compare(ours.elements().get(0), (Element) first, label, depth + 1);
    }
  }

  private static String canonical(XmlElement element, String... prefixes) {
    return new String(
        ExclusiveCanonicalizer.canonicalize(element, List.of(prefixes)), StandardCharsets.UTF_8);
  }

  private static XmlElement parse(String text) {
    return XmlReader.parse(text.getBytes(StandardCharsets.UTF_8), XmlLimits.defaults()).root();
  }
}
