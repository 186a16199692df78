package io.kanhe.trust;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an authority says what it revoked, as its certificates name it.
 *
 * <p>Standard: RFC 5280 sections 4.2.1.13 and 4.2.2.1.
 *
 * @param ocsp address of its responder, if it has one
 * @param list address of its revocation list
 */
public record RevocationPoint(@Nullable URI ocsp, URI list) {}
