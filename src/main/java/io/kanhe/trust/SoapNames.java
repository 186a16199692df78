package io.kanhe.trust;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;

/**
 * Names of SOAP, WS-Security, XML Signature and WS-Addressing that the profile of ADR 0004 uses.
 */
final class SoapNames {

  private static final String OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

  static final String WSSE = OASIS + "wssecurity-secext-1.0.xsd";
  static final String WSU = OASIS + "wssecurity-utility-1.0.xsd";
  static final String X509_TOKEN = OASIS + "x509-token-profile-1.0#X509v3";
  static final String BASE64 = OASIS + "soap-message-security-1.0#Base64Binary";
  static final String DS = "http://www.w3.org/2000/09/xmldsig#";
  static final String WSA = "http://www.w3.org/2005/08/addressing";
  static final String XML = "http://www.w3.org/XML/1998/namespace";

  private SoapNames() {}

  /** Everything that breaks the closed profile without being a forbidden algorithm. */
  static KanheException uncovered(String found) {
    return new KanheException(ErrorCode.COVERAGE_INCOMPLETE, found);
  }

  static KanheException forbidden(String found) {
    return new KanheException(ErrorCode.ALGORITHM_FORBIDDEN, found);
  }
}
