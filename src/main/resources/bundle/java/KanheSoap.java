import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A SOAP 1.2 envelope with its WS-Security signature. Every part that is signed is written in its exclusive canonical
 * form and declares its namespaces itself, so its digest is that of its text.
 */
final class KanheSoap {

  private static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
  private static final String C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
  private static final String OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
  private static final String WSSE = OASIS + "wssecurity-secext-1.0.xsd";
  private static final String WSU = OASIS + "wssecurity-utility-1.0.xsd";
  private static final String X509 = OASIS + "x509-token-profile-1.0#X509v3";
  private static final String BASE64 = OASIS + "soap-message-security-1.0#Base64Binary";

  private final KanheKeys keys;

  KanheSoap(KanheKeys keys) {
    this.keys = keys;
  }

  /**
   * @param header elements of k:MessageHeader and its end tag
   * @param payload in canonical form
   */
  byte[] envelope(String header, byte[] payload) throws GeneralSecurityException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Map<String, String> parts = new TreeMap<>();
    parts.put(
        "header",
        "<k:MessageHeader xmlns:k=\"" + KanheClient.NAMESPACE + "\" xmlns:wsu=\"" + WSU + "\" wsu:Id=\"header\">" + header);
    parts.put(
        "body",
        "<s:Body xmlns:s=\"" + SOAP + "\" xmlns:wsu=\"" + WSU + "\" wsu:Id=\"body\">"
            + new String(payload, StandardCharsets.UTF_8) + "</s:Body>");
    parts.put(
        "time",
        "<wsu:Timestamp xmlns:wsu=\"" + WSU + "\" wsu:Id=\"time\"><wsu:Created>" + now + "</wsu:Created><wsu:Expires>"
            + now.plusSeconds(240) + "</wsu:Expires></wsu:Timestamp>");
    String envelope =
        "<s:Envelope xmlns:s=\"" + SOAP + "\"><s:Header><wsse:Security xmlns:wsse=\"" + WSSE
            + "\" s:mustUnderstand=\"true\">" + token() + parts.get("time") + signature(parts) + "</wsse:Security>"
            + parts.get("header") + "</s:Header>" + parts.get("body") + "</s:Envelope>";
    return envelope.getBytes(StandardCharsets.UTF_8);
  }

  private String token() throws GeneralSecurityException {
    return "<wsse:BinarySecurityToken xmlns:wsu=\"" + WSU + "\" wsu:Id=\"token\" ValueType=\"" + X509
        + "\" EncodingType=\"" + BASE64 + "\">" + base64(keys.certificate().getEncoded())
        + "</wsse:BinarySecurityToken>";
  }

  private String signature(Map<String, String> parts) throws GeneralSecurityException {
    String algorithm = "http://www.w3.org/2001/04/xmldsig-more#" + (keys.isRsa() ? "rsa-sha256" : "ecdsa-sha256");
    StringBuilder info =
        new StringBuilder("<ds:SignedInfo xmlns:ds=\"" + DS + "\"><ds:CanonicalizationMethod Algorithm=\"" + C14N
            + "\"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"" + algorithm
            + "\"></ds:SignatureMethod>");
    for (Map.Entry<String, String> part : parts.entrySet()) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(part.getValue().getBytes(StandardCharsets.UTF_8));
      info.append("<ds:Reference URI=\"#" + part.getKey() + "\"><ds:Transforms><ds:Transform Algorithm=\"" + C14N
          + "\"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"" + SHA256
          + "\"></ds:DigestMethod><ds:DigestValue>" + base64(digest) + "</ds:DigestValue></ds:Reference>");
    }
    info.append("</ds:SignedInfo>");
    // XML signatures carry r and s of elliptic curves side by side, not in DER.
    Signature signer = Signature.getInstance(keys.isRsa() ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    signer.initSign(keys.signingKey());
    signer.update(info.toString().getBytes(StandardCharsets.UTF_8));
    return "<ds:Signature xmlns:ds=\"" + DS + "\">" + info + "<ds:SignatureValue>" + base64(signer.sign())
        + "</ds:SignatureValue><ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI=\"#token\" ValueType=\""
        + X509 + "\"></wsse:Reference></wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature>";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
