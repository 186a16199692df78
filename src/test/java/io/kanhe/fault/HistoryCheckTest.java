package io.kanhe.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {

  private final HistoryCheck check = new HistoryCheck(Set.of("b", "c"), "publish");
  private final List<Sent> sent =
      new ArrayList<>(List.of(new Sent("w", "m1", "r1", "p1"), new Sent("w", "m2", "r2", "p2")));
  private final List<Receipted> receipts =
      new ArrayList<>(
          List.of(
              new Receipted("w", "m1", "r1", 1, 0, "e0"),
              new Receipted("w", "m2", "r2", 2, 5, "e5")));
  private final List<Delivered> deliveries =
      new ArrayList<>(
          List.of(
              delivered("b", 1, false), delivered("c", 1, false),
              delivered("c", 2, false), delivered("b", 2, false)));

  @Test
  void findsNothingWhereEveryReceiptHasItsDeliveries() {
    assertThat(verdict().isClean()).isTrue();
  }

  @Test
  void findsAMessageLostAtOneRecipient() {
    deliveries.remove(3);

    assertThat(verdict().lost()).containsExactly("m2 at b");
  }

  @Test
  void aDeliveryOfAnotherOperationDoesNotReplaceTheMessage() {
    Delivered last = deliveries.remove(3);
    deliveries.add(
        new Delivered(
            "b", last.id(), "impact", last.original(), last.originalRaw(), false, "x", "x"));

    assertThat(verdict().lost()).containsExactly("m2 at b");
  }

  @Test
  void aMessageWithoutReceiptMayBeMissing() {
    sent.add(new Sent("w", "m3", "r3", "p3"));

    assertThat(verdict().isClean()).isTrue();
  }

  @Test
  void findsADuplicateWithoutMarkAndTakesOneWithIt() {
    deliveries.add(delivered("b", 1, true));
    assertThat(verdict().isClean()).isTrue();

    deliveries.add(delivered("b", 1, false));
    assertThat(verdict().unmarked()).containsExactly("d1b at b");
  }

  @Test
  void findsTheSameMessageUnderANewId() {
    deliveries.add(new Delivered("b", "other", "publish", "m1", "r1", true, "o", "p1"));

    assertThat(verdict().unmarked()).containsExactly("other at b");
  }

  @Test
  void findsOtherBytesInARepetition() {
    deliveries.add(new Delivered("b", "d1b", "publish", "m1", "r1", true, "changed", "p1"));

    assertThat(verdict().altered()).containsExactly("d1b at b");
  }

  @Test
  void findsAnotherPayloadAndAnotherOrigin() {
    deliveries.set(0, new Delivered("b", "d1b", "publish", "m1", "r1", false, "x", "changed"));
    deliveries.set(1, new Delivered("c", "d1c", "publish", "m1", "changed", false, "x", "p1"));

    assertThat(verdict().altered()).containsExactly("d1b at b", "d1c at c");
  }

  @Test
  void findsADeliveryOfSomethingNeverSent() {
    deliveries.add(delivered("b", 9, false));

    assertThat(verdict().ghosts()).containsExactly("d9b at b");
  }

  @Test
  void theSameReceiptAgainIsNoFault() {
    receipts.add(receipts.get(0));

    assertThat(verdict().isClean()).isTrue();
  }

  @Test
  void findsAnotherReceiptForTheSameMessage() {
    receipts.add(new Receipted("w", "m1", "r1", 1, 0, "changed"));

    assertThat(verdict().numbering()).containsExactly("m1: two different receipts");
  }

  @Test
  void findsAHoleInTheNumbers() {
    receipts.set(1, new Receipted("w", "m2", "r2", 3, 5, "e5"));

    assertThat(verdict().numbering()).containsExactly("w: number 2 is missing");
  }

  @Test
  void findsANumberAndAnEntryGivenOutTwice() {
    receipts.set(1, new Receipted("w", "m2", "r2", 1, 0, "e0"));

    assertThat(verdict().numbering())
        .containsExactly("m2: entry 0 was given out before", "m2: number 1 was given out before");
  }

  @Test
  void findsAReceiptForOtherBytes() {
    receipts.set(1, new Receipted("w", "m2", "changed", 2, 5, "e5"));

    assertThat(verdict().numbering()).containsExactly("m2: a receipt for bytes that were not sent");
  }

  @Test
  void linesOfTheHistoryCanBeReadBack() {
    assertThat(Sent.parse(sent.get(0).line())).isEqualTo(sent.get(0));
    assertThat(Delivered.parse(deliveries.get(0).line())).isEqualTo(deliveries.get(0));
  }

  private Verdict verdict() {
    return check.check(sent, receipts, deliveries);
  }

  private static Delivered delivered(String recipient, int n, boolean marked) {
    return new Delivered(
        recipient, "d" + n + recipient, "publish", "m" + n, "r" + n, marked, "raw" + n, "p" + n);
  }
}
