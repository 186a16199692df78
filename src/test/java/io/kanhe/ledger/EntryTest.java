package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {

  private static final Instant TIME = Instant.parse("2026-11-24T08:00:00.120Z");

  @Test
  void isWrittenInCanonicalForm() {
    Entry entry = Entry.of(EntryType.ROUTED, TIME, Map.of("b", "2", "a", "台\"\\\n\u0001"));
    assertThat(new String(entry.canonicalBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"facts\":{\"a\":\"台\\\"\\\\\\n\\u0001\",\"b\":\"2\"},"
                + "\"time\":\"2026-11-24T08:00:00.120Z\",\"type\":\"ROUTED\",\"v\":\"1\"}");
  }

  @Property(tries = 300)
  void isTheSameAfterWritingAndReading(@ForAll Map<String, String> facts) {
    Entry entry = Entry.of(EntryType.READ, TIME, facts);
    byte[] bytes;
    try {
      bytes = entry.canonicalBytes();
    } catch (IllegalArgumentException halfAPair) {
      return;
    }
    assertThat(Entry.parse(bytes)).isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"facts\":{},\"time\":\"2026-11-24T08:00:00Z\",\"type\":\"ROUTED\",\"v\":\"1\"} ",
        "{ \"facts\":{},\"time\":\"2026-11-24T08:00:00Z\",\"type\":\"ROUTED\",\"v\":\"1\"}",
        "{\"facts\":{},\"time\":\"2026-11-24T08:00:00.000Z\",\"type\":\"ROUTED\",\"v\":\"1\"}",
        "{\"facts\":{},\"time\":\"2026-11-24T16:00:00+08:00\",\"type\":\"ROUTED\",\"v\":\"1\"}",
        "{\"facts\":{},\"time\":\"2026-11-24T08:00:00Z\",\"type\":\"INVENTED\",\"v\":\"1\"}",
        "{\"facts\":{},\"time\":\"2026-11-24T08:00:00Z\",\"type\":\"ROUTED\",\"v\":\"2\"}",
        "{\"facts\":{\"b\":\"1\",\"a\":\"2\"},\"time\":\"2026-11-24T08:00:00Z\",\"type\":\"ROUTED\",\"v\":\"1\"}",
        "{\"facts\":{\"a\":\"1\",\"a\":\"1\"},\"time\":\"2026-11-24T08:00:00Z\",\"type\":\"ROUTED\",\"v\":\"1\"}",
        "{\"facts\":{\"a\":\"\\u0041\"},\"time\":\"2026-11-24T08:00:00Z\",\"type\":\"ROUTED\",\"v\":\"1\"}",
        "{\"facts\":{\"a\":\"\\ud800\"},\"time\":\"2026-11-24T08:00:00Z\",\"type\":\"ROUTED\",\"v\":\"1\"}",
        "{\"facts\":{\"a\":\"1"
      })
  void refusesEveryOtherSpelling(String json) {
    assertThatThrownBy(() -> Entry.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(KanheException.class);
  }
}
