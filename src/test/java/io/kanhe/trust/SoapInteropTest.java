package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.HeaderCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.common.WSEncryptionPart;
import org.apache.wss4j.common.crypto.Merlin;
import org.apache.wss4j.common.ext.WSSecurityException;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.engine.WSSecurityEngine;
import org.apache.wss4j.dom.engine.WSSecurityEngineResult;
import org.apache.wss4j.dom.handler.RequestData;
import org.apache.wss4j.dom.handler.WSHandlerResult;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.wss4j.dom.message.WSSecSignature;
import org.apache.wss4j.dom.message.WSSecTimestamp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

/** What we sign is read by others, and what others sign is read by us. */
class SoapInteropTest {

  private static final String PASSWORD = "changeit";
  private static final String ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

  private static TestPki pki;
  private static KeyIdentity rsa;
  private static KeyIdentity p256;

  @TempDir Path folder;

  @BeforeAll
  static void makeKeys() {
    WSSConfig.init();
    pki = TestPki.create();
    rsa = pki.participant("met-taizhou").rsa().build();
    p256 = pki.participant("met-taizhou").build();
  }

  @ParameterizedTest
  @EnumSource(SoapVersion.class)
  void verifiesWhatWss4jSigned(SoapVersion version) throws Exception {
    SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());

    VerifiedSoap byRsa = verifier.verify(signedByWss4j(version, rsa, WSConstants.RSA_SHA256));
    VerifiedSoap byEc = verifier.verify(signedByWss4j(version, p256, ECDSA_SHA256));

    assertThat(byRsa.signer().algorithm()).isEqualTo("RSA-SHA256");
    assertThat(byEc.signer())
        .isEqualTo(
            new Signer(
                p256.certificate(),
                "ECDSA-P256-SHA256",
                new Signer.Form(Set.of(DigestAlgorithm.SHA_256), true)));
    assertThat(byRsa.payload()).isEqualTo(SoapSamples.canonicalPayload());
    assertThat(HeaderCodec.read(byEc.header())).isEqualTo(SoapSamples.header());
  }

  /** What a strict endpoint does after an outage, with the settings that WSS4J comes with. */
  @ParameterizedTest
  @EnumSource(SoapVersion.class)
  void wss4jRefusesWhatWaitedAndTakesItSignedAnew(SoapVersion version) throws Exception {
    SoapSigner signer = Trust.soapSigner(p256);
    byte[] waited =
        signer.sign(
            version,
            SoapSamples.headerXml(),
            SoapSamples.PAYLOAD,
            SoapSamples.ACTION,
            pki.now().minusSeconds(1200));

    assertThatThrownBy(() -> verifiedByWss4j(waited)).isInstanceOf(WSSecurityException.class);
    byte[] renewed = signer.renewed(waited, pki.now()).orElseThrow();
    assertThat(verifiedByWss4j(renewed).getActionResults()).containsKey(WSConstants.SIGN);
  }

  @ParameterizedTest
  @EnumSource(SoapVersion.class)
  void wss4jVerifiesWhatWeSigned(SoapVersion version) throws Exception {
    for (KeyIdentity identity : List.of(rsa, p256)) {
      byte[] envelope =
          Trust.soapSigner(identity)
              .sign(
                  version,
                  SoapSamples.headerXml(),
                  SoapSamples.PAYLOAD,
                  SoapSamples.ACTION,
                  pki.now());

      WSSecurityEngineResult result =
          verifiedByWss4j(envelope).getActionResults().get(WSConstants.SIGN).get(0);
      assertThat(result.get(WSSecurityEngineResult.TAG_X509_CERTIFICATE))
          .isEqualTo(identity.certificate());
      String changed = new String(envelope, UTF_8).replace("ORANGE", "YELLOW");
      assertThatThrownBy(() -> verifiedByWss4j(changed.getBytes(UTF_8)))
          .isInstanceOf(WSSecurityException.class);
    }
  }

  @Test
  void xmlsec1AgreesOnEveryChange() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/xmlsec1")), "xmlsec1 is not installed");
    for (KeyIdentity identity : List.of(rsa, p256)) {
      String envelope = new String(SoapSamples.signed(identity), UTF_8);

      assertThat(xmlsec1Accepts(envelope, identity)).isTrue();
      assertThat(xmlsec1Accepts(envelope.replace("ORANGE", "ORANGF"), identity)).isFalse();
      assertThat(xmlsec1Accepts(envelope.replace("ALERT-1", "ALERT-2"), identity)).isFalse();
      assertThat(xmlsec1Accepts(envelope.replace("00:00:00.25Z", "00:00:01.25Z"), identity))
          .isFalse();
      assertThat(xmlsec1Accepts(envelope.replace(":publish<", ":publisi<"), identity)).isFalse();
      // What is not signed may change: a comment, and the declaration of a prefix that is not used.
      assertThat(xmlsec1Accepts(envelope.replace("checked", "changed"), identity)).isTrue();
    }
  }

  private boolean xmlsec1Accepts(String envelope, KeyIdentity identity)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("envelope.xml"), envelope);
    Path certificate =
        Files.writeString(folder.resolve("signer.pem"), Trust.pem(List.of(identity.certificate())));
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/xmlsec1", "--verify", "--pubkey-cert-pem"));
    command.add(certificate.toString());
    for (String element :
        List.of(
            SoapVersion.V1_2.namespace() + ":Body",
            "urn:kanhe:envelope:1:MessageHeader",
            SoapNames.WSU + ":Timestamp",
            SoapNames.WSSE + ":BinarySecurityToken",
            SoapNames.WSA + ":Action",
            SoapNames.WSA + ":MessageID")) {
      command.add("--id-attr:Id");
      command.add(element);
    }
    command.add(file.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }

  static byte[] signedByWss4j(SoapVersion version, KeyIdentity identity, String algorithm)
      throws Exception {
    Document document =
        parse(
            ("<s:Envelope xmlns:s=\""
                    + version.namespace()
                    + "\" xmlns:other=\"urn:other\"><s:Header>"
                    + "<wsa:MessageID xmlns:wsa=\""
                    + SoapNames.WSA
                    + "\">urn:x</wsa:MessageID>"
                    + SoapSamples.headerXml()
                    + "</s:Header><s:Body>\n "
                    + SoapSamples.PAYLOAD
                    + "\n</s:Body></s:Envelope>")
                .getBytes(UTF_8));
    WSSecHeader header = new WSSecHeader(document);
    header.insertSecurityHeader();
    new WSSecTimestamp(header).build();
    WSSecSignature signature = new WSSecSignature(header);
    signature.setUserInfo("key", PASSWORD);
    signature.setKeyIdentifierType(WSConstants.BST_DIRECT_REFERENCE);
    signature.setSignatureAlgorithm(algorithm);
    signature.setDigestAlgo(WSConstants.SHA256);
    signature.getParts().add(new WSEncryptionPart("Body", version.namespace(), "Element"));
    signature
        .getParts()
        .add(new WSEncryptionPart("MessageHeader", "urn:kanhe:envelope:1", "Element"));
    signature.getParts().add(new WSEncryptionPart("MessageID", SoapNames.WSA, "Element"));
    signature.getParts().add(new WSEncryptionPart("Timestamp", SoapNames.WSU, "Element"));
    signature.build(crypto(identity));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TransformerFactory.newInstance()
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(out));
    return out.toByteArray();
  }

  private static WSHandlerResult verifiedByWss4j(byte[] envelope) throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    for (int i = 0; i < pki.anchors().size(); i++) {
      anchors.setCertificateEntry("ca" + i, pki.anchors().get(i));
    }
    Merlin crypto = new Merlin();
    crypto.setTrustStore(anchors);
    RequestData request = new RequestData();
    request.setSigVerCrypto(crypto);
    return new WSSecurityEngine().processSecurityHeader(parse(envelope), request);
  }

  private static Merlin crypto(KeyIdentity identity) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "key",
        identity.key(),
        PASSWORD.toCharArray(),
        identity.chain().toArray(new Certificate[0]));
    Merlin crypto = new Merlin();
    crypto.setKeyStore(keys);
    return crypto;
  }

  private static Document parse(byte[] bytes) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
  }
}
