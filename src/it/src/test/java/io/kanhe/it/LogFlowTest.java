package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an operator reads about a message in the log file. */
@GatewayFlow
class LogFlowTest {

  @Autowired Steps steps;
  @Autowired Partners partners;
  @Autowired GatewayUnderTest gateway;

  @Test
  @CitrusTest
  void acceptedMessageStandsInTheLogFileWithoutItsContent(@CitrusResource TestCaseRunner t)
      throws IOException {
    Partner met = partners.get("met-taizhou");
    MessageHeader header = MessageHeader.alert(met.uscc(), "AGR-EW-MET-2026");
    byte[] signed = Cms.sign(met.keys(), header.message(Samples.nativeAlert()));

    steps.send(t, met, signed);
    steps.expectQueueReceipt(t, met, "ACCEPTED", signed);

    List<String> lines = Files.readAllLines(gateway.logFile());
    List<String> accepted =
        lines.stream()
            .filter(line -> line.contains("accepted " + header.messageId()))
            .filter(line -> line.contains("\"messageId\":\"" + header.messageId() + "\""))
            .toList();
    assertEquals(1, accepted.size(), "lines that tell of the message");
    assertFalse(lines.stream().anyMatch(line -> line.contains("值班员")), "content in the log");
  }
}
