package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.MessageId;
import io.kanhe.trust.SoftHsm;
import io.kanhe.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway whose keys for signatures and TLS are in a token: HTTPS doors, broker and SOAP push.
 * Skipped where SoftHSM is missing.
 */
@Tag("it")
class TokenGatewayIT {

  @TempDir private Path folder;

  @Test
  void acceptsAndOpensTlsConnectionsWithAKeyThatStaysInItsToken() throws Exception {
    try (SoftHsm token = SoftHsm.make(folder)) {
      DemoPlan plan = DemoPlan.once(Path.of("").toAbsolutePath(), SandboxCrypto.STANDARD);
      SandboxKeys.ensure(plan.certs(), plan.crypto(), plan.statusPort());
      for (String use : List.of("signing", "tls")) {
        Path file = plan.certs().resolve("kanhe").resolve(use + ".p12");
        token.put(use, Trust.loadKeyIdentity(file, plan.certs().resolve("keystore.password")));
        Files.delete(file);
      }
      List<String> arguments = new ArrayList<>(plan.gatewayArguments());
      arguments.addAll(token.arguments());
      arguments.add("--kanhe.keys.token.signing=signing");
      arguments.add("--kanhe.keys.token.tls=tls");
      Path output = plan.home().resolve("gateway.out");
      try (GatewayProcess gateway = GatewayProcess.start(arguments, plan.gateway(), output)) {
        gateway.awaitReady();
        try (DemoCast cast = DemoCast.assemble(plan)) {
          warn(cast);
        }
      }
    }
  }

  private static void warn(DemoCast cast) throws Exception {
    MessageId id = MessageId.random();
    byte[] signed =
        cast.client("met-taizhou")
            .signedForQueue(
                cast.messages("met-taizhou")
                    .alert(TyphoonAct.TYPHOON, TyphoonAct.Agreements.WEATHER)
                    .messageId(id),
                TyphoonAct.typhoon());
    cast.queues("met-taizhou").send(signed);
    byte[] receipt = Receipts.about(signed, cast.queues("met-taizhou"));
    assertThat(ReceiptCodec.read(receipt).outcome()).isEqualTo(EntryType.ACCEPTED);
    assertThat(cast.witness("met-taizhou").accepts(receipt)).isTrue();
    List<ReceivedMessage> pushed =
        cast.arrivals()
            .await(
                each ->
                    each.partner().equals("insurer-a") && id.equals(each.header().correlationId()),
                1,
                Duration.ofSeconds(60));
    assertThat(pushed).hasSize(1);
  }
}
