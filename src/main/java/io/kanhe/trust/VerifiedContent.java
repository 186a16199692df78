package io.kanhe.trust;

/** The content of a CMS SignedData whose signature verified: exactly the signed bytes. */
public record VerifiedContent(byte[] content, Signer signer) {}
