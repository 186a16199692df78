package io.kanhe.service.livestock;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** The answer about ear tags has no room for the name of another insurer. */
class EarTagContractTest {

  private static final String ANSWER = Disposals.sample("ear-tag-verify-response.xml");

  private final Catalogue catalogue = TestCatalogue.ofRepository();

  @Test
  void saysYesOrNoOfTheAskersOwnInsurance() {
    assertThatCode(() -> check(ANSWER)).doesNotThrowAnyException();
    assertThatCode(() -> check(ANSWER.replace(">true<", ">false<"))).doesNotThrowAnyException();
  }

  @Test
  void isRefusedIfItNamesAnInsurer() {
    refuses(ANSWER.replace(">true<", ">" + Disposals.B + "<"));
    refuses(
        ANSWER.replace(
            "<ah:insuredBy>", "<ah:insurer>" + Disposals.B + "</ah:insurer><ah:insuredBy>"));
  }

  private void refuses(String answer) {
    assertThatExceptionOfType(KanheException.class).isThrownBy(() -> check(answer));
  }

  private void check(String answer) {
    Header header =
        Header.builder("ah.eartag", "verify", "1.0", Direction.RESPONSE)
            .sender(new Uscc("11331000TEXT00041T"))
            .sentTime(OffsetDateTime.parse("2026-08-27T08:00:00+08:00"))
            .environment(Environment.Exercise)
            .payloadDigest(Digest.sha256(new byte[0]))
            .build();
    catalogue.check(header, new Payload.Inline(answer.getBytes(StandardCharsets.UTF_8)));
  }
}
