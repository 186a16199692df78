package io.kanhe.message;

/** A header with its payload: {@code k:Message}. */
public record Envelope(Header header, Payload payload) {}
