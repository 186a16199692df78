package io.kanhe.intake.soap;

import io.kanhe.intake.Outcome;
import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.trust.SoapVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Envelopes that the door answers with: a {@code k:Receipt} in the Body, or a fault whose detail is
 * {@code k:Refusal}.
 *
 * <p>Standard: SOAP 1.1 section 4.4, SOAP 1.2 part 1 section 5.4.
 */
final class SoapAnswers {

  private SoapAnswers() {}

  static byte[] receipt(SoapVersion version, byte[] receiptXml) {
    return join(open(version), receiptXml, "</s:Body></s:Envelope>");
  }

  /**
   * @param receiptXml {@code k:Receipt} of the refusal, {@code null} if there is none
   */
  static byte[] fault(SoapVersion version, Outcome.Refused refused, byte @Nullable [] receiptXml) {
    byte[] receipt = receiptXml == null ? new byte[0] : receiptXml;
    return version == SoapVersion.V1_2 ? fault12(refused, receipt) : fault11(refused, receipt);
  }

  private static byte[] fault11(Outcome.Refused refused, byte[] receipt) {
    ErrorCode code = refused.code();
    String head =
        open(SoapVersion.V1_1)
            + "<s:Fault><faultcode>s:"
            + (code.isSendersFault() ? "Client" : "Server")
            + "</faultcode><faultstring>"
            + escaped(code.title())
            + "</faultstring><detail>"
            + refusal(refused);
    return join(head, receipt, "</k:Refusal></detail></s:Fault></s:Body></s:Envelope>");
  }

  private static byte[] fault12(Outcome.Refused refused, byte[] receipt) {
    ErrorCode code = refused.code();
    String head =
        open(SoapVersion.V1_2)
            + "<s:Fault><s:Code><s:Value>s:"
            + (code.isSendersFault() ? "Sender" : "Receiver")
            + "</s:Value></s:Code><s:Reason><s:Text xml:lang=\"en\">"
            + escaped(code.title())
            + "</s:Text></s:Reason><s:Detail>"
            + refusal(refused);
    return join(head, receipt, "</k:Refusal></s:Detail></s:Fault></s:Body></s:Envelope>");
  }

  private static String refusal(Outcome.Refused refused) {
    ErrorCode code = refused.code();
    return "<k:Refusal xmlns:k=\""
        + Header.NAMESPACE
        + "\"><k:code>"
        + code
        + "</k:code><k:detail>"
        + escaped(refused.detail())
        + "</k:detail><k:remedy>"
        + escaped(code.remedy())
        + "</k:remedy><k:traceId>"
        + refused.traceId()
        + "</k:traceId>";
  }

  private static String open(SoapVersion version) {
    return "<s:Envelope xmlns:s=\"" + version.namespace() + "\"><s:Body>";
  }

  private static byte[] join(String head, byte[] middle, String tail) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(head.length() + middle.length + tail.length() + 64);
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(middle);
    out.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** Escapes markup and replaces what XML 1.0 does not allow. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default ->
            out.append(
                c < 0x20 && c != '\n' && c != '\t' || c >= 0xfffe || Character.isSurrogate(c)
                    ? '?'
                    : c);
      }
    }
    return out.toString();
  }
}
