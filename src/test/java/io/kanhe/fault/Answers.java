package io.kanhe.fault;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The senders' history of receipts. Thread-safe. */
final class Answers {

  private final History history;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> turnedAway = new ConcurrentHashMap<>();

  Answers(History history) {
    this.history = history;
  }

  /**
   * @return id of the message that is answered for good
   */
  String add(String sender, byte[] receiptXml) {
    Receipt receipt = ReceiptCodec.read(receiptXml);
    String id = String.valueOf(receipt.messageId());
    if (receipt.outcome() == EntryType.ACCEPTED) {
      history.add(sender + "\t" + Base64.getEncoder().encodeToString(receiptXml));
      answered.add(id);
    } else {
      refusals.add(sender + " " + id + ": " + receipt.code());
    }
    return id;
  }

  void refused(String sender, String what) {
    refusals.add(sender + " " + what);
  }

  /** Not taken for the moment: the same bytes are sent again. */
  void turnedAway(String code) {
    turnedAway.computeIfAbsent(code, each -> new AtomicInteger()).incrementAndGet();
  }

  /** How often which code turned a sender away. */
  Map<String, AtomicInteger> turnedAway() {
    return Map.copyOf(turnedAway);
  }

  int count() {
    return answered.size();
  }

  List<String> refusals() {
    return List.copyOf(refusals);
  }

  static List<Stamped> read(List<String> lines) {
    List<Stamped> receipts = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.split("\t", 2);
      receipts.add(new Stamped(cells[0], ReceiptCodec.read(Base64.getDecoder().decode(cells[1]))));
    }
    return receipts;
  }

  /** A receipt with the sender to whom it was given. */
  record Stamped(String sender, Receipt receipt) {

    Receipted brief() {
      return new Receipted(
          sender,
          String.valueOf(receipt.messageId()),
          receipt.rawDigest().hex(),
          receipt.senderSequence(),
          receipt.index(),
          Digest.sha256(receipt.entry()).hex());
    }
  }
}
