package io.kanhe.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Joins what senders and recipients wrote down and says where the gateway broke its promise. Knows
 * nothing of the gateway.
 *
 * @param operation the operation by which every accepted message reaches every recipient
 */
record HistoryCheck(Set<String> recipients, String operation) {

  HistoryCheck {
    recipients = Set.copyOf(recipients);
  }

  Verdict check(List<Sent> sent, List<Receipted> receipts, List<Delivered> deliveries) {
    Map<String, Sent> byId = new HashMap<>();
    sent.forEach(message -> byId.put(message.id(), message));
    return new Verdict(
        lost(receipts, deliveries),
        unmarked(deliveries),
        altered(byId, deliveries),
        ghosts(byId, deliveries),
        numbering(byId, receipts));
  }

  private List<String> lost(List<Receipted> receipts, List<Delivered> deliveries) {
    Set<List<String>> arrived = new HashSet<>();
    for (Delivered delivery : deliveries) {
      if (delivery.operation().equals(operation)) {
        arrived.add(List.of(delivery.recipient(), delivery.original()));
      }
    }
    Set<String> lost = new TreeSet<>();
    for (Receipted receipt : receipts) {
      for (String recipient : recipients) {
        if (!arrived.contains(List.of(recipient, receipt.id()))) {
          lost.add(receipt.id() + " at " + recipient);
        }
      }
    }
    return List.copyOf(lost);
  }

  /** The order of the history is the order of arrival at each recipient. */
  private static List<String> unmarked(List<Delivered> deliveries) {
    Set<List<String>> ids = new HashSet<>();
    Set<List<String>> contents = new HashSet<>();
    List<String> unmarked = new ArrayList<>();
    for (Delivered delivery : deliveries) {
      boolean again = !ids.add(List.of(delivery.recipient(), delivery.id()));
      // The same original under a new id is a duplicate that nobody can recognise.
      boolean renamed =
          !contents.add(List.of(delivery.recipient(), delivery.original(), delivery.operation()))
              && !again;
      if (again && !delivery.marked() || renamed) {
        unmarked.add(delivery.id() + " at " + delivery.recipient());
      }
    }
    return unmarked;
  }

  private List<String> altered(Map<String, Sent> sent, List<Delivered> deliveries) {
    Map<List<String>, String> first = new HashMap<>();
    Set<String> altered = new TreeSet<>();
    for (Delivered delivery : deliveries) {
      String before =
          first.putIfAbsent(List.of(delivery.recipient(), delivery.id()), delivery.raw());
      Sent original = sent.get(delivery.original());
      boolean otherOrigin = original != null && !original.raw().equals(delivery.originalRaw());
      boolean otherPayload =
          original != null
              && delivery.operation().equals(operation)
              && !original.payload().equals(delivery.payload());
      if (before != null && !before.equals(delivery.raw()) || otherOrigin || otherPayload) {
        altered.add(delivery.id() + " at " + delivery.recipient());
      }
    }
    return List.copyOf(altered);
  }

  private static List<String> ghosts(Map<String, Sent> sent, List<Delivered> deliveries) {
    return deliveries.stream()
        .filter(delivery -> !sent.containsKey(delivery.original()))
        .map(delivery -> delivery.id() + " at " + delivery.recipient())
        .toList();
  }

  /** Per sender 1, 2, 3 …; one message one number, one entry; one entry one message. */
  private static List<String> numbering(Map<String, Sent> sent, List<Receipted> receipts) {
    List<String> wrong = new ArrayList<>();
    Map<String, Receipted> byMessage = new HashMap<>();
    Map<Long, String> byIndex = new HashMap<>();
    Map<String, Map<Long, String>> bySender = new HashMap<>();
    for (Receipted receipt : receipts) {
      Sent message = sent.get(receipt.id());
      if (message == null || !message.raw().equals(receipt.raw())) {
        wrong.add(receipt.id() + ": a receipt for bytes that were not sent");
      }
      Receipted before = byMessage.putIfAbsent(receipt.id(), receipt);
      if (before != null && !before.equals(receipt)) {
        wrong.add(receipt.id() + ": two different receipts");
      }
      String owner = byIndex.putIfAbsent(receipt.index(), receipt.id());
      if (owner != null && !owner.equals(receipt.id())) {
        wrong.add(receipt.id() + ": entry " + receipt.index() + " was given out before");
      }
      String holder =
          bySender
              .computeIfAbsent(receipt.sender(), sender -> new HashMap<>())
              .putIfAbsent(receipt.sequence(), receipt.id());
      if (holder != null && !holder.equals(receipt.id())) {
        wrong.add(receipt.id() + ": number " + receipt.sequence() + " was given out before");
      }
    }
    bySender.forEach(
        (sender, numbers) -> {
          for (long n = 1; n <= numbers.size(); n++) {
            if (!numbers.containsKey(n)) {
              wrong.add(sender + ": number " + n + " is missing");
            }
          }
        });
    return wrong;
  }
}
