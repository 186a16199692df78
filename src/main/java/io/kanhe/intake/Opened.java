package io.kanhe.intake;

import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.trust.Signer;
import io.kanhe.trust.VerifiedSoap;
import org.jspecify.annotations.Nullable;

/**
 * A submission whose signature verified: only signed bytes.
 *
 * @param soap what else the SOAP request proved; {@code null} at the other doors
 */
record Opened(Header header, Payload payload, Signer signer, @Nullable VerifiedSoap soap) {}
