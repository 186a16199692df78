package io.kanhe;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

  @Test
  void everyModuleKeepsToTheOthersPublicTypes() {
    ApplicationModules.of(Kanhe.class).verify();
  }
}
