package io.kanhe.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.Narrowing;
import io.kanhe.trust.Trust;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A participant whose file allows fewer algorithms than the gateway does. */
class NarrowedSenderTest {

  @TempDir Path folder;
  private final Partners partners = new Partners();
  private PipelineFixture kanhe;

  @BeforeEach
  void start() {
    kanhe =
        new PipelineFixture(
            folder,
            Databases.open(new DatabaseSettings("", "", "", 2), folder),
            partners,
            Trust.certificateTrust(partners.pki.anchors()));
  }

  @AfterEach
  void close() {
    kanhe.database.close();
  }

  @Test
  void whatItMayNotUseIs2003AndWhatItMayUseIsTaken() {
    partners.narrow("met-taizhou", Narrowing.signatures(Set.of("SM2-SM3")));
    assertThat(codeOf(kanhe.alert().build(), "met-taizhou"))
        .isEqualTo(ErrorCode.ALGORITHM_FORBIDDEN);
    byte[] envelope = kanhe.arrive(kanhe.alert().build(), "met-taizhou");
    assertThat(PipelineFixture.codeOf(kanhe.soap(envelope, null, "met-taizhou")))
        .isEqualTo(ErrorCode.ALGORITHM_FORBIDDEN);

    partners.narrow("met-taizhou", Narrowing.signatures(Set.of("SM2-SM3", "ECDSA-P256-SHA256")));
    assertThat(codeOf(kanhe.alert().build(), "met-taizhou")).isNull();
  }

  @Test
  void othersAreNotNarrowedWithIt() {
    partners.narrow("met-taizhou", Narrowing.signatures(Set.of("SM2-SM3")));
    Header header = kanhe.header("insurer-b", "ew.alert", Direction.EVENT).build();
    assertThat(codeOf(header, "insurer-b")).isNull();
  }

  @Test
  void bytesThatNobodySignedAre2001EvenSo() {
    partners.narrow("met-taizhou", Narrowing.signatures(Set.of("SM2-SM3")));
    assertThat(PipelineFixture.codeOf(kanhe.mq(new byte[] {1, 2, 3}, "met-taizhou")))
        .isEqualTo(ErrorCode.SIGNATURE_INVALID);
  }

  private ErrorCode codeOf(Header header, String sender) {
    return PipelineFixture.codeOf(kanhe.mq(header, sender));
  }
}
