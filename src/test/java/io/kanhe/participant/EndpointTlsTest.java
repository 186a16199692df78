package io.kanhe.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code endpointTls:} of a participant's file. */
class EndpointTlsTest {

  private static final String SOAP =
      YamlParticipantRegistryTest.GOOD.replace(
          "delivery: MQ", "delivery: SOAP\nendpoint: https://localhost:9443/inbox");

  private static final TestPki PKI = TestPki.createSm2();

  @TempDir Path home;

  @BeforeEach
  void makeCertificates() throws IOException {
    new TestCertificates().write(home, "met-x");
  }

  @Test
  void usualTlsUnlessTheFileSaysOtherwise() throws IOException {
    assertThat(read(SOAP).nationalEndpoint()).isFalse();
    assertThat(read(SOAP + "endpointTls: standard\n").nationalEndpoint()).isFalse();
  }

  @Test
  void rfc8998GoesWithARegisteredSm2Certificate() throws IOException {
    assertThatThrownBy(() -> read(SOAP + "endpointTls: rfc8998\n"))
        .hasMessageContaining("no SM2 certificate of the endpoint");
    Files.writeString(
        home.resolve("certs/met-x/tls-sm2.pem"),
        Trust.pem(List.of(PKI.participant("met-x").sm2().forTls().build().certificate())));
    String both = SOAP.replace("tls.pem]", "tls.pem, certs/met-x/tls-sm2.pem]");
    assertThat(read(both + "endpointTls: rfc8998\n").nationalEndpoint()).isTrue();
  }

  @Test
  void otherValuesAndOtherDoorsAreRefused() {
    assertThatThrownBy(() -> read(SOAP + "endpointTls: tlcp\n")).hasMessageContaining("rfc8998");
    String mq =
        SOAP.replace("delivery: SOAP", "delivery: MQ")
            .replace("endpoint: https://localhost:9443/inbox\n", "");
    assertThatThrownBy(() -> read(mq + "endpointTls: rfc8998\n"))
        .hasMessageContaining("endpointTls without an endpoint");
  }

  private Participant read(String text) throws IOException {
    Path file = Files.writeString(home.resolve("met-x.yaml"), text);
    ParticipantFile reader = new ParticipantFile(home, Map.of(), false);
    return reader.read(reader.open(file), file);
  }
}
