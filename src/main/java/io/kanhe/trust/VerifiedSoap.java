package io.kanhe.trust;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a SOAP request proved: only bytes that the signature covered, in the canonical form over
 * which it was computed. Nothing else of the request may be used.
 *
 * @param header exclusive canonical form of {@code k:MessageHeader}
 * @param payload exclusive canonical form of the one Body child
 * @param wsaMessageId the signed {@code wsa:MessageID}, if present
 * @param wsaAction the signed {@code wsa:Action}, if present
 * @param created the signed Timestamp's Created
 * @param expires the signed Timestamp's Expires, if present
 */
public record VerifiedSoap(
    SoapVersion version,
    byte[] header,
    byte[] payload,
    Signer signer,
    @Nullable String wsaMessageId,
    @Nullable String wsaAction,
    Instant created,
    @Nullable Instant expires) {}
