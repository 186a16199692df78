package io.kanhe.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.common.WSEncryptionPart;
import org.apache.wss4j.common.crypto.Merlin;
import org.apache.wss4j.common.ext.WSSecurityException;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.WSDataRef;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.engine.WSSecurityEngine;
import org.apache.wss4j.dom.engine.WSSecurityEngineResult;
import org.apache.wss4j.dom.handler.RequestData;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.wss4j.dom.message.WSSecSignature;
import org.apache.wss4j.dom.message.WSSecTimestamp;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * SOAP envelopes signed and verified by WSS4J in the profile of docs/protocol.md section 3.
 *
 * <p>Standard: WS-Security X.509 Certificate Token Profile 1.1.1.
 */
final class SignedSoap {

  private static final String ENTRY_PASSWORD = "only-in-memory";
  private static final int VALIDITY_SECONDS = 300;

  static {
    WSSConfig.init();
  }

  private SignedSoap() {}

  static String sign(PartnerKeys keys, SoapForm form, MessageHeader header, String payload) {
    return sign(keys, form, header, payload, Algorithms.strong(keys));
  }

  static String signWithSha1(
      PartnerKeys keys, SoapForm form, MessageHeader header, String payload) {
    return sign(keys, form, header, payload, Algorithms.sha1(keys));
  }

  static String unsigned(SoapForm form, MessageHeader header, String payload) {
    return "<s:Envelope xmlns:s=\""
        + form.namespace()
        + "\"><s:Header>"
        + header.with("payloadDigest", canonicalDigest(payload)).xml()
        + "</s:Header><s:Body>"
        + payload
        + "</s:Body></s:Envelope>";
  }

  private static String sign(
      PartnerKeys keys,
      SoapForm form,
      MessageHeader header,
      String payload,
      Algorithms algorithms) {
    try {
      Document envelope = parse(unsigned(form, header, payload));
      WSSecHeader security = new WSSecHeader(envelope);
      security.insertSecurityHeader();
      WSSecTimestamp timestamp = new WSSecTimestamp(security);
      timestamp.setTimeToLive(VALIDITY_SECONDS);
      timestamp.build();
      WSSecSignature signature = new WSSecSignature(security);
      signature.setUserInfo("key", ENTRY_PASSWORD);
      signature.setKeyIdentifierType(WSConstants.BST_DIRECT_REFERENCE);
      signature.setSignatureAlgorithm(algorithms.signature());
      signature.setDigestAlgo(algorithms.digest());
      cover(signature, "Body", form.namespace());
      cover(signature, "MessageHeader", MessageHeader.NAMESPACE);
      cover(signature, "Timestamp", WSConstants.WSU_NS);
      signature.build(crypto(keys));
      return text(envelope);
    } catch (WSSecurityException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  /** The envelope, if {@code signer} signed Body, header and Timestamp in it. */
  static byte[] verified(byte[] envelope, X509Certificate signer) {
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("signer", signer);
      Merlin crypto = new Merlin();
      crypto.setTrustStore(anchors);
      RequestData request = new RequestData();
      request.setSigVerCrypto(crypto);
      WSSecurityEngineResult result =
          new WSSecurityEngine()
              .processSecurityHeader(parse(new String(envelope, UTF_8)), request)
              .getActionResults()
              .get(WSConstants.SIGN)
              .get(0);
      if (!signer.equals(result.get(WSSecurityEngineResult.TAG_X509_CERTIFICATE))) {
        throw new AssertionError("signed by another than the gateway");
      }
      Set<String> covered = new HashSet<>();
      ((List<?>) result.get(WSSecurityEngineResult.TAG_DATA_REF_URIS))
          .forEach(each -> covered.add(((WSDataRef) each).getName().getLocalPart()));
      if (!covered.containsAll(Set.of("Body", "MessageHeader", "Timestamp"))) {
        throw new AssertionError("the signature covers only " + covered);
      }
      return envelope;
    } catch (WSSecurityException | IOException | GeneralSecurityException e) {
      throw new AssertionError("the envelope cannot be verified", e);
    }
  }

  private static void cover(WSSecSignature signature, String name, String namespace) {
    signature.getParts().add(new WSEncryptionPart(name, namespace, "Element"));
  }

  private static Merlin crypto(PartnerKeys keys) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = keys.chain().toArray(new Certificate[0]);
      store.setKeyEntry("key", keys.signing(), ENTRY_PASSWORD.toCharArray(), chain);
      Merlin crypto = new Merlin();
      crypto.setKeyStore(store);
      return crypto;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot hold the key", e);
    }
  }

  private static String canonicalDigest(String payload) {
    try {
      ByteArrayOutputStream canonical = new ByteArrayOutputStream();
      Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS)
          .canonicalizeSubtree(parse(payload).getDocumentElement(), canonical);
      return Digests.sha256(canonical.toByteArray());
    } catch (XMLSecurityException e) {
      throw new IllegalStateException("cannot canonicalise", e);
    }
  }

  private static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(Digests.utf8(xml)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("not well-formed", e);
    }
  }

  private static String text(Document document) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter out = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(out));
      return out.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("cannot write", e);
    }
  }

  private record Algorithms(String signature, String digest) {

    static Algorithms strong(PartnerKeys keys) {
      return new Algorithms(
          isEc(keys) ? WSConstants.ECDSA_SHA256 : WSConstants.RSA_SHA256, WSConstants.SHA256);
    }

    static Algorithms sha1(PartnerKeys keys) {
      return new Algorithms(
          isEc(keys) ? WSConstants.ECDSA_SHA1 : WSConstants.RSA_SHA1, WSConstants.SHA1);
    }

    private static boolean isEc(PartnerKeys keys) {
      return keys.signing().getAlgorithm().equals("EC");
    }
  }
}
