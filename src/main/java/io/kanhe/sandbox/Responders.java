package io.kanhe.sandbox;

import io.kanhe.message.Header;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who answers which service; the acts of a demonstration say so as they go. Thread-safe. */
final class Responders implements Responder {

  private final Map<String, Responder> byService = new ConcurrentHashMap<>();

  void when(String serviceId, Responder responder) {
    byService.put(serviceId, responder);
  }

  @Override
  public byte @Nullable [] answer(String partner, Header query, byte[] payload) {
    Responder responder = byService.get(query.serviceId());
    return responder == null ? null : responder.answer(partner, query, payload);
  }
}
