package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.HeaderCodec;
import io.kanhe.platform.CryptoProvider;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.common.bsp.BSPRule;
import org.apache.wss4j.common.crypto.Merlin;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.stax.ext.WSSConstants;
import org.apache.wss4j.stax.ext.WSSSecurityProperties;
import org.apache.wss4j.stax.securityEvent.WSSecurityEventConstants;
import org.apache.wss4j.stax.securityToken.WSSecurityTokenConstants;
import org.apache.wss4j.stax.setup.WSSec;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.stax.ext.SecurePart;
import org.apache.xml.security.stax.securityEvent.SecurityEvent;
import org.apache.xml.security.transforms.Transforms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** SM2 in SOAP between us and Santuario, by DOM and by WSS4J's streams, in both directions. */
class SoapSmInteropTest {

  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final char[] PASSWORD = "changeit".toCharArray();

  private static final TestPki PKI = TestPki.createSm2();
  private static final KeyIdentity SIGNER = PKI.participant("met-taizhou").sm2().build();
  private static boolean registered;

  @BeforeAll
  static void register() throws Exception {
    registered = SantuarioSm2.register();
  }

  @AfterAll
  static void leaveNoProviderBehind() {
    if (registered) {
      Security.removeProvider("BC");
    }
  }

  @Test
  void santuarioVerifiesWhatWeSign() throws Exception {
    String envelope = new String(ours(), UTF_8);
    assertThat(santuarioAccepts(envelope)).isTrue();
    assertThat(santuarioAccepts(envelope.replace("ORANGE", "ORANGF"))).isFalse();
    assertThat(santuarioAccepts(envelope.replace("ALERT-1", "ALERT-2"))).isFalse();
  }

  @Test
  void weVerifyWhatSantuarioSigns() throws Exception {
    String envelope = signedBySantuario();
    VerifiedSoap verified = verify(envelope);
    assertThat(verified.signer())
        .isEqualTo(new Signer(SIGNER.certificate(), "SM2-SM3", DigestAlgorithm.SM3));
    assertThat(verified.payload()).isEqualTo(SoapSamples.canonicalPayload());
    assertThat(HeaderCodec.read(verified.header())).isEqualTo(SoapSamples.header());
    assertInvalid(envelope.replace("ORANGE", "ORANGF"));
    assertInvalid(envelope.replace("ALERT-1", "ALERT-2"));
  }

  @Test
  void wss4jVerifiesWhatWeSign() throws Exception {
    String envelope = new String(ours(), UTF_8);
    assertThat(verifiedByWss4j(envelope))
        .extracting(SecurityEvent::getSecurityEventType)
        .contains(WSSecurityEventConstants.X509Token, WSSecurityEventConstants.SIGNED_PART);
    assertThatThrownBy(() -> verifiedByWss4j(envelope.replace("ORANGE", "ORANGF")))
        .hasMessageContaining("igest");
  }

  @Test
  void weVerifyWhatWss4jSigns() throws Exception {
    String envelope = signedByWss4j();
    VerifiedSoap verified = verify(envelope);
    assertThat(verified.signer())
        .isEqualTo(
            new Signer(
                SIGNER.certificate(),
                "SM2-SM3",
                new Signer.Form(Set.of(DigestAlgorithm.SM3), true)));
    assertThat(verified.payload()).isEqualTo(SoapSamples.canonicalPayload());
    assertInvalid(envelope.replace("ORANGE", "ORANGF"));
    assertInvalid(envelope.replace("ALERT-1", "ALERT-2"));
  }

  private static byte[] ours() {
    return Trust.soapSigner(SIGNER)
        .sign(
            SoapVersion.V1_2,
            SoapSamples.headerXml(),
            SoapSamples.PAYLOAD,
            SoapSamples.ACTION,
            PKI.now());
  }

  private static VerifiedSoap verify(String envelope) {
    return Trust.soapVerifier(AlgorithmPolicy.strict()).verify(envelope.getBytes(UTF_8));
  }

  private static void assertInvalid(String envelope) {
    assertThatThrownBy(() -> verify(envelope))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_INVALID));
  }

  private static boolean santuarioAccepts(String envelope) throws Exception {
    Document document = parse(envelope);
    nameIds(document);
    Element signature =
        (Element) document.getElementsByTagNameNS(SoapNames.DS, "Signature").item(0);
    XMLSignature read = new XMLSignature(signature, "", true);
    return read.checkSignatureValue(SIGNER.certificate());
  }

  private static String signedBySantuario() throws Exception {
    Document document = parse(unsigned(true));
    nameIds(document);
    Element security =
        (Element) document.getElementsByTagNameNS(SoapNames.WSSE, "Security").item(0);
    XMLSignature signature = new XMLSignature(document, "", SantuarioSm2.SIGNATURE, EXCLUSIVE);
    security.appendChild(signature.getElement());
    for (String id : List.of("body", "header", "time")) {
      Transforms transforms = new Transforms(document);
      transforms.addTransform(EXCLUSIVE);
      signature.addDocument("#" + id, transforms, SantuarioSm2.DIGEST);
    }
    Element reference = document.createElementNS(SoapNames.WSSE, "wsse:Reference");
    reference.setAttribute("URI", "#token");
    reference.setAttribute("ValueType", SoapNames.X509_TOKEN);
    Element outer = document.createElementNS(SoapNames.WSSE, "wsse:SecurityTokenReference");
    outer.appendChild(reference);
    signature.getKeyInfo().getElement().appendChild(outer);
    signature.sign(freshKey());
    return text(document);
  }

  private static String signedByWss4j() throws Exception {
    WSSSecurityProperties properties = new WSSSecurityProperties();
    properties.setActions(new ArrayList<>(List.of(WSSConstants.TIMESTAMP, WSSConstants.SIGNATURE)));
    properties.setSignatureCrypto(crypto(true));
    properties.setSignatureUser("key");
    properties.setCallbackHandler(
        callbacks -> ((WSPasswordCallback) callbacks[0]).setPassword(new String(PASSWORD)));
    properties.setSignatureAlgorithm(SantuarioSm2.SIGNATURE);
    properties.setSignatureDigestAlgorithm(SantuarioSm2.DIGEST);
    properties.setSignatureKeyIdentifier(
        WSSecurityTokenConstants.KEYIDENTIFIER_SECURITY_TOKEN_DIRECT_REFERENCE);
    for (QName part :
        List.of(
            new QName(SoapVersion.V1_2.namespace(), "Body"),
            new QName("urn:kanhe:envelope:1", "MessageHeader"),
            WSSConstants.TAG_WSU_TIMESTAMP)) {
      properties.addSignaturePart(new SecurePart(part, SecurePart.Modifier.Element));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XMLStreamWriter writer =
        WSSec.getOutboundWSSec(properties).processOutMessage(out, "UTF-8", new ArrayList<>());
    copy(unsigned(false), writer);
    writer.close();
    return out.toString(UTF_8);
  }

  private static List<SecurityEvent> verifiedByWss4j(String envelope) throws Exception {
    WSSSecurityProperties properties = new WSSSecurityProperties();
    properties.setSignatureVerificationCrypto(crypto(false));
    // Basic Security Profile 1.1 knows SHA-1 only.
    properties.addIgnoreBSPRule(BSPRule.R5420);
    properties.addIgnoreBSPRule(BSPRule.R5421);
    List<SecurityEvent> events = new ArrayList<>();
    XMLStreamReader reader =
        WSSec.getInboundWSSec(properties, false, true)
            .processInMessage(
                XMLInputFactory.newInstance()
                    .createXMLStreamReader(new ByteArrayInputStream(envelope.getBytes(UTF_8))),
                new ArrayList<>(),
                events::add);
    while (reader.hasNext()) {
      reader.next();
    }
    return events;
  }

  private static Merlin crypto(boolean signing) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12", CryptoProvider.get());
    store.load(null, null);
    Merlin crypto = new Merlin();
    crypto.setCryptoProvider("BC");
    if (signing) {
      Certificate[] chain = SIGNER.chain().toArray(new Certificate[0]);
      store.setKeyEntry("key", freshKey(), PASSWORD, chain);
      crypto.setKeyStore(store);
    } else {
      for (int i = 0; i < PKI.anchors().size(); i++) {
        store.setCertificateEntry("ca" + i, PKI.anchors().get(i));
      }
      crypto.setTrustStore(store);
    }
    return crypto;
  }

  /** Santuario destroys the key that it signed with. */
  private static PrivateKey freshKey() throws Exception {
    return KeyFactory.getInstance("EC", CryptoProvider.get())
        .generatePrivate(new PKCS8EncodedKeySpec(SIGNER.key().getEncoded()));
  }

  private static String unsigned(boolean withSecurity) throws Exception {
    String ours = new String(ours(), UTF_8);
    String token =
        ours.substring(
            ours.indexOf("<wsse:BinarySecurityToken"),
            ours.indexOf("</wsse:BinarySecurityToken>") + "</wsse:BinarySecurityToken>".length());
    String security =
        "<wsse:Security xmlns:wsse=\""
            + SoapNames.WSSE
            + "\" s:mustUnderstand=\"1\">"
            + token.replaceFirst("wsu:Id=\"[^\"]*\"", "wsu:Id=\"token\"")
            + "<wsu:Timestamp wsu:Id=\"time\"><wsu:Created>2026-08-01T00:00:00Z</wsu:Created>"
            + "</wsu:Timestamp></wsse:Security>";
    return "<s:Envelope xmlns:s=\""
        + SoapVersion.V1_2.namespace()
        + "\" xmlns:wsu=\""
        + SoapNames.WSU
        + "\"><s:Header>"
        + (withSecurity ? security : "")
        + SoapSamples.headerXml().replaceFirst("MessageHeader", "MessageHeader wsu:Id=\"header\"")
        + "</s:Header><s:Body wsu:Id=\"body\">"
        + SoapSamples.PAYLOAD
        + "</s:Body></s:Envelope>";
  }

  private static void nameIds(Document document) {
    NodeList elements = document.getElementsByTagName("*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      if (element.hasAttributeNS(SoapNames.WSU, "Id")) {
        element.setIdAttributeNS(SoapNames.WSU, "Id", true);
      }
    }
  }

  /** Event by event: the writer of WSS4J takes no document. */
  private static void copy(String xml, XMLStreamWriter writer) throws Exception {
    XMLStreamReader in =
        XMLInputFactory.newInstance()
            .createXMLStreamReader(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamReader.START_ELEMENT -> start(in, writer);
        case XMLStreamReader.END_ELEMENT -> writer.writeEndElement();
        case XMLStreamReader.CHARACTERS -> writer.writeCharacters(in.getText());
        case XMLStreamReader.COMMENT -> writer.writeComment(in.getText());
        default -> {}
      }
    }
    writer.writeEndDocument();
  }

  private static void start(XMLStreamReader in, XMLStreamWriter writer) throws Exception {
    String prefix = in.getPrefix() == null ? "" : in.getPrefix();
    String namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
    writer.writeStartElement(prefix, in.getLocalName(), namespace);
    for (int i = 0; i < in.getNamespaceCount(); i++) {
      String name = in.getNamespacePrefix(i) == null ? "" : in.getNamespacePrefix(i);
      String uri = in.getNamespaceURI(i) == null ? "" : in.getNamespaceURI(i);
      writer.writeNamespace(name, uri);
    }
    for (int i = 0; i < in.getAttributeCount(); i++) {
      if (in.getAttributeNamespace(i) == null || in.getAttributeNamespace(i).isEmpty()) {
        writer.writeAttribute(in.getAttributeLocalName(i), in.getAttributeValue(i));
      } else {
        writer.writeAttribute(
            in.getAttributePrefix(i),
            in.getAttributeNamespace(i),
            in.getAttributeLocalName(i),
            in.getAttributeValue(i));
      }
    }
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
  }

  private static String text(Document document) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TransformerFactory.newInstance()
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(out));
    return out.toString(UTF_8);
  }
}
