package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeQueueTest {

  private final ChangeQueue queue = new ChangeQueue(10, 10);

  private record Keyed(String name, Set<Object> keys) implements Change<String> {

    @Override
    public Object key() {
      return name;
    }

    @Override
    public Plan<String> plan(Connection transaction) {
      return new Settled<>(name);
    }
  }

  @Test
  void nobodyOvertakesADeferredChangeWithWhichItSharesAKey() throws InterruptedException {
    queue.offer(Pending.of(new Keyed("first", Set.of("a"))));
    queue.offer(Pending.of(new Keyed("second", Set.of("a", "b"))));
    queue.offer(Pending.of(new Keyed("third", Set.of("b"))));
    queue.offer(Pending.of(new Keyed("other", Set.of("c"))));
    assertThat(names()).containsExactly("first", "other");
    assertThat(names()).containsExactly("second");
    assertThat(names()).containsExactly("third");
  }

  private List<String> names() throws InterruptedException {
    return queue.nextBatch(0).stream().map(each -> ((Keyed) each.change()).name()).toList();
  }
}
