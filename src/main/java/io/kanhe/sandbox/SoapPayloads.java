package io.kanhe.sandbox;

import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import java.nio.charset.StandardCharsets;

/**
 * The digest of a SOAP payload: over its exclusive canonical form, wherever it stands in the Body.
 */
final class SoapPayloads {

  private SoapPayloads() {}

  static Digest digest(DigestAlgorithm algorithm, String payloadXml) {
    byte[] bytes = payloadXml.getBytes(StandardCharsets.UTF_8);
    return Digest.of(
        algorithm,
        ExclusiveCanonicalizer.canonicalize(XmlReader.parse(bytes, XmlLimits.defaults()).root()));
  }
}
