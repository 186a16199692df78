package io.kanhe.trust;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

/**
 * TLS 1.3 with SM2 certificates on both sides and the suite {@code TLS_SM4_GCM_SM3} only.
 *
 * <p>Standard: RFC 8998; the identifier in signatures is {@code TLSv1.3+GM+Cipher+Suite} (section
 * 3.2.1). It is not TLCP (GB/T 38636). Thread-safe.
 */
public interface NationalTls {

  String SUITE = "TLS_SM4_GCM_SM3";

  /** Its engines are prepared as they are made and stay so; its sockets are not. */
  SSLContext context();

  /** Leaves nothing but the suite, curve and signature of RFC 8998; call it last. */
  void prepare(SSLEngine engine);

  /** The same for a socket. */
  void prepare(SSLSocket socket);
}
