import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.TransformService;

/**
 * Sends one message of a service to Kanhe, signed, and checks the receipt. Needs a JDK 17 and nothing else:
 *
 * <pre>
 * javac -d out *.java
 * java -cp out KanheClient ../kanhe.properties ../messages/FILE.properties
 * </pre>
 */
public final class KanheClient {

  static final String NAMESPACE = "urn:kanhe:envelope:1";

  private final Properties message;
  private final KanheKeys keys;

  private KanheClient(Properties message, KanheKeys keys) {
    this.message = message;
    this.keys = keys;
  }

  public static void main(String[] arguments) throws Exception {
    Path shared = Path.of(arguments[0]);
    Path own = Path.of(arguments[1]);
    Properties message = new Properties();
    load(shared, message);
    String gateway = message.getProperty("receiver");
    message.remove("receiver");
    load(own, message);
    String others = message.getProperty("receiver");
    message.setProperty("receiver", others == null ? gateway : gateway + "," + others);
    message.setProperty("messageId", UUID.randomUUID().toString());
    KanheKeys keys = KanheKeys.read(beside(shared, message.getProperty("keys")));
    byte[] payload = Files.readAllBytes(beside(own, message.getProperty("payload")));
    new KanheClient(message, keys).send(payload);
  }

  private static Path beside(Path file, String name) {
    return file.toAbsolutePath().resolveSibling(name);
  }

  private static void load(Path file, Properties into) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      into.load(in);
    }
  }

  private void send(byte[] file) throws Exception {
    switch (value("door")) {
      case "soap" -> soap(canonical(file));
      case "mq" -> mq(canonical(file));
      case "feed" -> feed(file);
      default -> throw new IllegalArgumentException("door: soap, mq or feed");
    }
  }

  private void soap(byte[] payload) throws Exception {
    String header = header(payload, false);
    byte[] envelope = new KanheSoap(keys).envelope(header, payload);
    HttpRequest request =
        HttpRequest.newBuilder(uri("/services/kanhe"))
            .header("Content-Type", "application/soap+xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(envelope))
            .build();
    HttpResponse<byte[]> response = exchange(request);
    String receipt = response.headers().firstValue("Kanhe-Receipt").orElse(null);
    byte[] answer = response.body();
    if (receipt != null) {
      // The answer to a query. Its signature is the gateway's, by the same rules: verify it as your library does.
      Matcher body =
          Pattern.compile("<[A-Za-z]+:Body[^>]*>(.*)</[A-Za-z]+:Body>", Pattern.DOTALL)
              .matcher(new String(answer, StandardCharsets.UTF_8));
      System.out.println("answer: " + (body.find() ? body.group(1) : ""));
      answer = Base64.getDecoder().decode(receipt);
    }
    new KanheReceipt(keys).check(answer, envelope);
  }

  private void mq(byte[] payload) throws Exception {
    byte[] start =
        ("<k:Message xmlns:k=\"" + NAMESPACE + "\"><k:MessageHeader>" + header(payload, false) + "<k:Payload>")
            .getBytes(StandardCharsets.UTF_8);
    byte[] end = "</k:Payload></k:Message>".getBytes(StandardCharsets.UTF_8);
    byte[] signed = KanheCms.sign(keys, KanheCms.joined(List.of(start, payload, end)));
    byte[] answer;
    try (KanheStomp broker =
        new KanheStomp(keys.tls(), value("gateway"), Integer.parseInt(value("stompPort")))) {
      answer = broker.exchange(value("partner"), signed);
    }
    new KanheReceipt(keys).check(answer, signed);
  }

  private void feed(byte[] file) throws Exception {
    String batch = value("businessKey") + "-" + value("messageId").substring(0, 8);
    message.setProperty("businessKey", batch);
    String header = "<k:MessageHeader xmlns:k=\"" + NAMESPACE + "\">" + header(file, true);
    byte[] signed = KanheCms.sign(keys, header.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri("/feeds/" + value("serviceId") + "/" + batch))
            .header("Content-Type", "text/csv; charset=utf-8")
            .header("Kanhe-Header", Base64.getEncoder().encodeToString(signed))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(file))
            .build();
    HttpResponse<byte[]> response = exchange(request);
    System.out.println("HTTP " + response.statusCode());
    new KanheReceipt(keys).check(response.body(), null);
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(keys.tls())
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private URI uri(String path) {
    return URI.create("https://" + value("gateway") + ":" + value("httpsPort") + path);
  }

  /** The elements of k:MessageHeader in their order, and its end tag. */
  private String header(byte[] payload, boolean isFeed) throws GeneralSecurityException {
    StringBuilder xml = new StringBuilder();
    for (String name : List.of("messageId", "serviceId", "operation", "version", "direction", "sender")) {
      element(xml, name, message.getProperty(name));
    }
    for (String receiver : value("receiver").split(",")) {
      element(xml, "receiver", receiver);
    }
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS);
    element(xml, "sentTime", now.plusNanos(1_000_000).toString());
    for (String name :
        List.of("businessKey", "purposeCode", "legalBasis", "consentRef", "agreementId", "operatorRef", "environment")) {
      element(xml, name, message.getProperty(name));
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(payload);
    xml.append("<k:payloadDigest algorithm=\"SHA-256\">")
        .append(HexFormat.of().formatHex(digest))
        .append("</k:payloadDigest>");
    if (isFeed) {
      element(xml, "payloadSizeBytes", Integer.toString(payload.length));
      element(xml, "payloadRows", value("rows"));
    }
    return xml.append("</k:MessageHeader>").toString();
  }

  private static void element(StringBuilder xml, String name, String value) {
    if (value != null) {
      String text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      xml.append("<k:").append(name).append('>').append(text).append("</k:").append(name).append('>');
    }
  }

  /** Exclusive canonical form: what is digested stands as it is in the message. */
  private static byte[] canonical(byte[] document) throws Exception {
    TransformService exclusive = TransformService.getInstance(CanonicalizationMethod.EXCLUSIVE, "DOM");
    exclusive.init(null);
    OctetStreamData whole = new OctetStreamData(new ByteArrayInputStream(document));
    return ((OctetStreamData) exclusive.transform(whole, null)).getOctetStream().readAllBytes();
  }

  private String value(String name) {
    String value = message.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " stands neither in the shared file nor in that of the message");
    }
    return value.strip();
  }
}
