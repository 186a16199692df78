package io.kanhe.sandbox;

import io.kanhe.message.Digest;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.HeaderCodec;
import io.kanhe.trust.CmsSigner;
import io.kanhe.trust.SoapSigner;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/**
 * A partner's sending side: signs with its own key and speaks to the gateway's doors over mutual
 * TLS.
 */
final class PartnerClient {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PartnerKeys keys;
  private final GatewayAddress gateway;
  private final Clock clock;
  private final HttpClient http;
  private final CmsSigner cms;
  private final SoapSigner soap;

  PartnerClient(PartnerKeys keys, GatewayAddress gateway, Clock clock) {
    this.keys = keys;
    this.gateway = gateway;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .sslContext(keys.tls())
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    this.cms = Trust.cmsSigner(keys.signing());
    this.soap = Trust.soapSigner(keys.signing());
  }

  PartnerKeys keys() {
    return keys;
  }

  /** Signed bytes as they go to {@code kanhe.in.<id>}. */
  byte[] signedForQueue(HeaderBuilder header, byte[] payload) {
    Header complete = header.payloadDigest(Digest.of(cms.digest(), payload)).build();
    return cms.sign(EnvelopeCodec.write(complete, payload));
  }

  /** A signed SOAP 1.2 envelope. */
  byte[] signedForSoap(HeaderBuilder header, String payloadXml) {
    Header complete = header.payloadDigest(SoapPayloads.digest(soap.digest(), payloadXml)).build();
    String action = "urn:kanhe:" + complete.serviceId() + ":" + complete.operation();
    return soap.sign(
        SoapVersion.V1_2, HeaderCodec.write(complete), payloadXml, action, clock.instant());
  }

  /** Sends bytes, whatever they are, to the SOAP door. */
  HttpResponse<byte[]> postSoap(byte[] envelope) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.soap())
            .timeout(PATIENCE)
            .header("Content-Type", "application/soap+xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(envelope))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Pushes a feed file with its signed header. */
  HttpResponse<byte[]> putFeed(Header header, byte[] file)
      throws IOException, InterruptedException {
    byte[] signedHeader = cms.sign(HeaderCodec.write(header).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(gateway.feed(header.serviceId(), header.businessKey()))
            .timeout(PATIENCE)
            .header("Content-Type", "text/csv; charset=utf-8")
            .header("Kanhe-Header", Base64.getEncoder().encodeToString(signedHeader))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(file))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
