package io.kanhe.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roots of the reference tree that implementations of Certificate Transparency share. */
class LogRootsTest {

  @Test
  void givesTheRootsOfTheReferenceTree() {
    List<String> entries =
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    LogRoots roots = new LogRoots();
    List<String> found = new java.util.ArrayList<>();
    for (String entry : entries) {
      roots.add(HexFormat.of().parseHex(entry));
      found.add(HexFormat.of().formatHex(roots.root()));
    }

    assertThat(found.get(0))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(found.get(2))
        .isEqualTo("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    assertThat(found.get(7))
        .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  }
}
