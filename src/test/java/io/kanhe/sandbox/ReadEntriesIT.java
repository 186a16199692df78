package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.MessageId;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Over the API of a whole gateway: who gets content stands in the ledger, who sees lists does not.
 */
@Tag("it")
class ReadEntriesIT {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void evidenceLeavesAnEntryAndListsLeaveNone() throws Exception {
    DemoPlan plan = DemoPlan.once(Path.of("").toAbsolutePath(), SandboxCrypto.STANDARD);
    Path output = plan.home().resolve("gateway.out");
    try (GatewayProcess gateway =
        GatewayProcess.start(plan.gatewayArguments(), plan.gateway(), output)) {
      gateway.awaitReady();
      MessageId id = MessageId.random();
      Receipt receipt = warn(plan, id);
      String path = "/api/v1/messages/" + id;
      for (String list :
          new String[] {
            "/api/v1/messages", path + "/journey", "/", "/messages/" + receipt.index()
          }) {
        assertThat(get(plan, list).statusCode()).as(list).isEqualTo(200);
      }
      assertThat(reads(plan, path)).isEqualTo("[]");
      assertThat(entries(plan)).doesNotContain("\"type\":\"READ\"");

      HttpResponse<byte[]> evidence =
          get(plan, path + "/evidence", "Kanhe-Operator", "op-7", "Kanhe-Purpose", "case/2026-1");
      assertThat(evidence.statusCode()).isEqualTo(200);
      assertThat(reads(plan, path))
          .contains("\"reader\":\"op-7\"", "\"purpose\":\"case/2026-1\"", "\"evidence\"")
          .containsOnlyOnce("\"entry\"");
      assertThat(entries(plan))
          .containsOnlyOnce("\"type\":\"READ\"")
          .contains("\"by\":\"op-7\"", "\"acceptedIndex\":\"" + receipt.index() + "\"");

      assertThat(get(plan, path + "/evidence", "Kanhe-Operator", "Zhen Ming Jia").statusCode())
          .isEqualTo(422);
      assertThat(entries(plan)).containsOnlyOnce("\"type\":\"READ\"");
    }
  }

  private static Receipt warn(DemoPlan plan, MessageId id) throws Exception {
    PartnerKeys keys = PartnerKeys.load(plan.certs(), "met-taizhou");
    PartnerClient client = new PartnerClient(keys, plan.gateway(), Clock.systemUTC());
    PartnerMessages messages =
        new PartnerMessages(DemoCast.PARTNERS.get("met-taizhou"), Clock.systemUTC());
    byte[] signed =
        client.signedForQueue(
            messages.alert(TyphoonAct.TYPHOON, TyphoonAct.Agreements.WEATHER).messageId(id),
            TyphoonAct.typhoon());
    try (PartnerQueues queues = new PartnerQueues(keys, plan.gateway())) {
      queues.send(signed);
      return ReceiptCodec.read(Receipts.about(signed, queues));
    }
  }

  private String reads(DemoPlan plan, String path) throws Exception {
    return new String(get(plan, path + "/reads").body(), StandardCharsets.UTF_8);
  }

  /** All entries, from the log as anybody on this machine reads it. */
  private String entries(DemoPlan plan) throws Exception {
    String checkpoint = new String(get(plan, "/log/checkpoint").body(), StandardCharsets.UTF_8);
    long size = Long.parseLong(checkpoint.lines().skip(1).findFirst().orElseThrow());
    assertThat(size).isLessThan(256);
    HttpResponse<byte[]> bundle = get(plan, "/log/tile/entries/000.p/" + size);
    assertThat(bundle.statusCode()).isEqualTo(200);
    return new String(bundle.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(DemoPlan plan, String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(plan.gateway().console(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
