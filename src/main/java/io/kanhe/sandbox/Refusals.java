package io.kanhe.sandbox;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The part of the demonstration in which the gateway says no. */
final class Refusals {

  private final DemoCast cast;
  private final Account account;

  Refusals(DemoCast cast, Account account) {
    this.cast = cast;
    this.account = account;
  }

  /**
   * @param accepted the weather bureau's message as it was accepted
   */
  void play(byte[] accepted) throws Exception {
    account.chapter(account.say("What must not pass", "不得通过的报文"));
    expectRefusal(
        account.say("a tampered copy (one character of the warning changed)", "被篡改的副本（预警改了一个字）"),
        "2001",
        "met-taizhou",
        tampered(accepted));
    expectRefusal(
        account.say(
            "a replay: insurer B presents the weather bureau's message as it was", "重放：乙原样提交气象局报文"),
        "2005",
        "insurer-b",
        accepted);
    expectRefusal(
        account.say("a message in the weather bureau's name, signed by insurer B", "乙冒用气象局名义签名的报文"),
        "2008",
        "insurer-b",
        forged());
    expectRefusal(
        account.say("a warning sent by a broker without agreement", "无共享协议的经纪公司发布预警"),
        "3001",
        "broker-x",
        withoutAgreement());
    cast.queues("met-taizhou").send(accepted);
    Receipt repeated = ReceiptCodec.read(Receipts.about(accepted, cast.queues("met-taizhou")));
    account.expect(
        repeated.outcome() == EntryType.ACCEPTED,
        account.say(
                "the weather bureau itself repeats its message: the same receipt, entry ",
                "气象局重发自己的报文：得到同一回执，账本第 ")
            + repeated.index()
            + account.say("", " 条"));
  }

  private void expectRefusal(String what, String code, String partner, byte[] bytes)
      throws Exception {
    cast.queues(partner).send(bytes);
    Receipt receipt = ReceiptCodec.read(Receipts.about(bytes, cast.queues(partner)));
    boolean refused =
        receipt.outcome() == EntryType.REFUSED && String.valueOf(receipt.code()).startsWith(code);
    account.expect(refused, what + account.say(": refused with ", "：拒收 ") + receipt.code());
  }

  private static byte[] tampered(byte[] signed) {
    byte[] copy = signed.clone();
    byte[] word = "橙".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i + word.length <= copy.length; i++) {
      if (Arrays.equals(copy, i, i + word.length, word, 0, word.length)) {
        System.arraycopy("黄".getBytes(StandardCharsets.UTF_8), 0, copy, i, word.length);
        return copy;
      }
    }
    throw new IllegalStateException("nothing to tamper with");
  }

  private byte[] forged() {
    HeaderBuilder header =
        cast.messages("met-taizhou")
            .alert(TyphoonAct.TYPHOON, TyphoonAct.Agreements.WEATHER)
            .messageId(MessageId.random());
    return cast.client("insurer-b").signedForQueue(header, TyphoonAct.typhoon());
  }

  private byte[] withoutAgreement() {
    HeaderBuilder header =
        cast.messages("broker-x").alert(TyphoonAct.TYPHOON, TyphoonAct.Agreements.WEATHER);
    return cast.client("broker-x").signedForQueue(header, TyphoonAct.typhoon());
  }
}
