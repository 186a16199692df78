package io.kanhe.it;

import java.util.Locale;
import java.util.UUID;

/** Numbers of cases and claims that no other flow uses: all share one gateway. */
final class Runs {

  private Runs() {}

  static String named(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
  }
}
