package io.kanhe.intake.http;

import io.kanhe.intake.Outcome;
import io.kanhe.platform.ErrorCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as a problem document.
 *
 * <p>Standard: RFC 9457, {@code application/problem+json}; {@code code}, {@code name}, {@code
 * remedy}, {@code traceId} and {@code receipt} are extension members.
 */
public final class Problem {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE_PREFIX = "urn:kanhe:error:";
  private static final int RETRY_AFTER_SECONDS = 5;

  private Problem() {}

  /**
   * @param receiptXml {@code k:Receipt} of the refusal, if there is one
   * @param status of HTTP, normally {@link ErrorCode#httpStatus}
   */
  public static void send(
      HttpServletResponse response,
      Outcome.Refused refused,
      byte @Nullable [] receiptXml,
      int status)
      throws IOException {
    send(response, status, body(refused, receiptXml, status), refused.code());
  }

  /** A plain answer for what is no message at all: a wrong path or method. */
  public static void send(HttpServletResponse response, int status, String title)
      throws IOException {
    StringBuilder json = new StringBuilder(128);
    json.append("{\"type\":\"about:blank\",\"title\":");
    string(json, title);
    json.append(",\"status\":").append(status).append('}');
    send(response, status, json, null);
  }

  private static StringBuilder body(
      Outcome.Refused refused, byte @Nullable [] receiptXml, int status) {
    ErrorCode code = refused.code();
    StringBuilder json = new StringBuilder(512);
    json.append("{\"type\":\"").append(TYPE_PREFIX).append(code.number()).append("\",\"title\":");
    string(json, code.title());
    json.append(",\"status\":").append(status).append(",\"detail\":");
    string(json, refused.detail());
    json.append(",\"code\":").append(code.number()).append(",\"name\":\"").append(code.name());
    json.append("\",\"remedy\":");
    string(json, code.remedy());
    json.append(",\"traceId\":\"").append(refused.traceId()).append('"');
    if (receiptXml != null) {
      json.append(",\"receipt\":");
      string(json, new String(receiptXml, StandardCharsets.UTF_8));
    }
    return json.append('}');
  }

  private static void send(
      HttpServletResponse response, int status, StringBuilder json, @Nullable ErrorCode code)
      throws IOException {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    if (code != null && code.isToBeRepeated()) {
      response.setIntHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /**
   * Escapes as RFC 8259 section 7 asks, and everything that a terminal or a browser could act on.
   */
  private static void string(StringBuilder json, String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20
          || c == '<'
          || c == '>'
          || c >= 0x7f && c < 0xa0
          || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
