package io.kanhe.delivery;

import io.kanhe.message.Digest;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.platform.Door;
import java.nio.charset.StandardCharsets;

/** Signs nothing: its bytes are the header and the payload, for a test to read. */
record PlainSeal(Door door) implements OutgoingSeal {

  @Override
  public byte[] seal(HeaderBuilder header, byte[] payload) {
    String text =
        header.payloadDigest(Digest.sha256(payload)).build()
            + " direction="
            + header.build().direction()
            + " correlationId="
            + header.build().correlationId()
            + new String(payload, StandardCharsets.UTF_8);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
