package io.kanhe.fault;

import java.util.List;

/**
 * What is wrong in a history; nothing, if all lists are empty.
 *
 * @param lost a receipt without delivery
 * @param unmarked a repeated delivery without the duplicate mark
 * @param altered other bytes than were sent or delivered before
 * @param ghosts a delivery of something never sent
 * @param numbering holes and repetitions in sequences and entries of receipts
 */
record Verdict(
    List<String> lost,
    List<String> unmarked,
    List<String> altered,
    List<String> ghosts,
    List<String> numbering) {

  boolean isClean() {
    return lost.isEmpty()
        && unmarked.isEmpty()
        && altered.isEmpty()
        && ghosts.isEmpty()
        && numbering.isEmpty();
  }

  String figures() {
    return "lost "
        + lost.size()
        + ", unmarked duplicates "
        + unmarked.size()
        + ", altered "
        + altered.size()
        + ", ghosts "
        + ghosts.size()
        + ", wrong numbers "
        + numbering.size();
  }
}
