package io.kanhe.delivery;

import io.kanhe.message.Digest;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.Door;
import io.kanhe.trust.SoapSigner;
import io.kanhe.trust.SoapVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A signed SOAP envelope; the payload digest is over the exclusive canonical form of the Body
 * child.
 */
final class SoapSeal implements OutgoingSeal {

  private final SoapSigner signer;
  private final SoapVersion version;

  SoapSeal(SoapSigner signer, SoapVersion version) {
    this.signer = signer;
    this.version = version;
  }

  @Override
  public Door door() {
    return Door.SOAP;
  }

  @Override
  public byte[] seal(HeaderBuilder header, byte[] payload) {
    // The canonical form itself goes into the Body: what a recipient archives is what the digest
    // was made of.
    byte[] canonical =
        ExclusiveCanonicalizer.canonicalize(XmlReader.parse(payload, XmlLimits.defaults()).root());
    Header complete = header.payloadDigest(Digest.of(signer.digest(), canonical)).build();
    return signer.sign(
        version,
        HeaderCodec.write(complete),
        new String(canonical, StandardCharsets.UTF_8),
        null,
        complete.sentTime().toInstant());
  }

  @Override
  public Optional<byte[]> renewed(byte[] sealed, Instant now) {
    return signer.renewed(sealed, now);
  }
}
