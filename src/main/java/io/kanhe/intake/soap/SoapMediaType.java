package io.kanhe.intake.soap;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.SoapVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The content type of a request: it tells the SOAP version and, for 1.2, the action.
 *
 * <p>Standard: SOAP 1.1 section 6, RFC 3902. UTF-8 only; multipart is refused.
 *
 * @param action the {@code action} parameter of SOAP 1.2, {@code null} if absent
 */
record SoapMediaType(SoapVersion version, @Nullable String action) {

  private static final String EXPECTED =
      "(expected: text/xml or application/soap+xml, charset utf-8)";

  /**
   * @throws KanheException 1008 MEDIA_TYPE_UNSUPPORTED
   */
  static SoapMediaType parse(@Nullable String contentType) {
    if (contentType == null) {
      throw unsupported("no Content-Type");
    }
    String type = contentType;
    String parameters = "";
    int semicolon = contentType.indexOf(';');
    if (semicolon >= 0) {
      type = contentType.substring(0, semicolon);
      parameters = contentType.substring(semicolon + 1);
    }
    SoapVersion version = version(type.strip().toLowerCase(Locale.ROOT));
    String charset = parameter(parameters, "charset");
    if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
      throw unsupported("another charset than utf-8");
    }
    return new SoapMediaType(
        version, version == SoapVersion.V1_2 ? parameter(parameters, "action") : null);
  }

  /** The version of an answer to a request whose content type is not known to be right. */
  static SoapVersion versionForAnswer(@Nullable String contentType) {
    return contentType != null
            && contentType.toLowerCase(Locale.ROOT).startsWith(SoapVersion.V1_2.mediaType())
        ? SoapVersion.V1_2
        : SoapVersion.V1_1;
  }

  private static SoapVersion version(String type) {
    for (SoapVersion version : SoapVersion.values()) {
      if (version.mediaType().equals(type)) {
        return version;
      }
    }
    throw unsupported("another Content-Type");
  }

  private static @Nullable String parameter(String parameters, String name) {
    for (String part : parameters.split(";")) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return unquoted(part.substring(equals + 1).strip());
      }
    }
    return null;
  }

  static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static KanheException unsupported(String found) {
    return new KanheException(ErrorCode.MEDIA_TYPE_UNSUPPORTED, found + " " + EXPECTED);
  }
}
