package io.kanhe.sandbox;

import io.kanhe.message.Header;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.trust.SoapVerifier;
import io.kanhe.trust.VerifiedSoap;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came back at the SOAP door.
 *
 * @param code {@code 0000} for a verified answer or a receipt, else the four digits of the refusal
 * @param header of a signed answer; {@code null} for a receipt or a fault
 * @param payload of a signed answer, or the whole envelope
 */
record Answer(int status, String code, @Nullable Header header, String payload) {

  private static final Pattern CODE = Pattern.compile("<k:code>([0-9]{4}) ");

  /** Reads an HTTP response; the signature of an answer is verified. */
  static Answer of(HttpResponse<byte[]> response, SoapVerifier verifier) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    if (response.headers().firstValue("Kanhe-Receipt").isEmpty()) {
      Matcher code = CODE.matcher(text);
      return new Answer(response.statusCode(), code.find() ? code.group(1) : "0000", null, text);
    }
    VerifiedSoap verified = verifier.verify(response.body());
    Header header =
        HeaderCodec.read(XmlReader.parse(verified.header(), XmlLimits.defaults()).root());
    return new Answer(
        response.statusCode(),
        "0000",
        header,
        new String(verified.payload(), StandardCharsets.UTF_8));
  }

  /** The text at a path of local names in the payload; empty if there is none. */
  String at(String path) {
    return XmlPath.text(root(), path).orElse("");
  }

  XmlElement root() {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return XmlReader.parse(bytes, XmlLimits.defaults()).root();
  }
}
