package io.kanhe.sandbox;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The part of the demonstration in which the water bureau loses its keys: its authority revokes
 * them in the midst of the run, and takes that back at the end.
 */
final class RevocationAct {

  private static final String BUREAU = "water-taizhou";
  private static final String OTHER = "emergency-tz";
  private static final String SIGNING = BUREAU + "/signing";
  private static final String TLS = BUREAU + "/tls";
  private static final int PATIENCE_SECONDS = 60;

  private final DemoCast cast;
  private final DemoPlan plan;
  private final Account account;
  private final SandboxRegister register;

  RevocationAct(DemoCast cast, DemoPlan plan, Account account) {
    this.cast = cast;
    this.plan = plan;
    this.account = account;
    this.register = new SandboxRegister(plan.certs());
  }

  /**
   * @param before a warning of the bureau that the gateway acknowledged before
   */
  void play(TyphoonFlood.Warned before) throws Exception {
    account.chapter(
        account.say("The water bureau's keys are revoked in the midst of the run", "运行之中吊销水利局的证书"));
    try {
      signatures(before.alert());
      cast.hangUp(BUREAU); // or it would try again and again to come back
      connections();
      new Proof(plan, account).stillProven(before.id());
    } finally {
      register.restore(SIGNING, TLS);
    }
    account.expect(
        ask() > 0,
        account.say(
            "the authority takes it back, and the gateway is told to ask", "发证机构撤回吊销，网关被要求立即查询"));
    HttpResponse<byte[]> again = client().postSoap(before.envelope());
    account.expect(
        again.statusCode() == 200,
        account.say(
                "the bureau repeats its flood warning and gets its receipt, HTTP ",
                "水利局重发洪水预警并得到回执，HTTP ")
            + again.statusCode());
    cast.listen(List.of(BUREAU));
  }

  private void signatures(String alert) throws Exception {
    register.revoke(SIGNING);
    account.expect(
        ask() > 0,
        account.say(
            "its authority revokes the signing certificate, and the gateway is told to ask",
            "发证机构吊销其签名证书，网关被要求立即查询"));
    byte[] signed =
        cast.client(BUREAU)
            .signedForQueue(
                cast.messages(BUREAU).alert(alert, TyphoonAct.Agreements.WATER),
                TyphoonAct.text("flood-orange-cap.xml").getBytes(StandardCharsets.UTF_8));
    cast.queues(BUREAU).send(signed);
    Receipt receipt = ReceiptCodec.read(Receipts.about(signed, cast.queues(BUREAU)));
    account.expect(
        receipt.outcome() == EntryType.REFUSED && String.valueOf(receipt.code()).startsWith("2002"),
        account.say("its next message is refused with ", "其下一条报文被拒绝：") + receipt.code());
  }

  private void connections() throws Exception {
    try (OpenConnection https = OpenConnection.open(cast.client(BUREAU).keys(), plan.gateway());
        OpenConnection control = OpenConnection.open(cast.client(OTHER).keys(), plan.gateway());
        PartnerQueues mq = new PartnerQueues(cast.client(BUREAU).keys(), plan.gateway(), 0)) {
      CompletableFuture<Void> lost = mq.lost();
      register.revoke(TLS);
      account.expect(
          ask() > 0, account.say("and so it is with its TLS certificate", "TLS 证书同样被吊销"));
      account.expect(
          https.isClosed(PATIENCE_SECONDS),
          account.say("its open connection to the HTTPS doors is closed", "其已建立的 HTTPS 连接被关闭"));
      account.expect(
          isDone(lost),
          account.say("its open connection to the broker is closed", "其已建立的消息队列连接被关闭"));
      account.expect(control.isOpen(), account.say("those of others stay open", "其他参与方的连接不受影响"));
    }
    HttpResponse<byte[]> answer = client().postSoap(new byte[] {'<'});
    account.expect(
        answer.statusCode() == 403
            && new String(answer.body(), StandardCharsets.UTF_8).contains("2002"),
        account.say("a new one is refused with 2002, HTTP ", "新连接被拒绝：2002，HTTP ")
            + answer.statusCode());
    account.expect(!connects(), account.say("and so it is at the broker", "消息队列同样拒绝"));
  }

  /** As a client that has no connection yet. */
  private PartnerClient client() {
    return new PartnerClient(cast.client(BUREAU).keys(), plan.gateway(), Clock.systemUTC());
  }

  private boolean connects() {
    try (PartnerQueues mq = new PartnerQueues(cast.client(BUREAU).keys(), plan.gateway(), 0)) {
      return true;
    } catch (JMSException e) {
      return false;
    }
  }

  private static boolean isDone(CompletableFuture<Void> future) throws InterruptedException {
    try {
      future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** How many certificates the gateway asked about; -1 if it did not. */
  private int ask() throws IOException, InterruptedException {
    HttpRequest order =
        HttpRequest.newBuilder(plan.gateway().console("/api/v1/revocation/ask"))
            .header("Kanhe-Operator", "demo")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(order, HttpResponse.BodyHandlers.ofString());
    String count = answer.body().replaceFirst(".*\"asked\":([0-9]+).*", "$1");
    return answer.statusCode() == 200 && count.matches("[0-9]+") ? Integer.parseInt(count) : -1;
  }
}
