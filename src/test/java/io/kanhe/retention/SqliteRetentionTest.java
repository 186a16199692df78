package io.kanhe.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqliteRetentionTest extends RetentionContract {

  @Override
  Database open() {
    return Databases.open(new DatabaseSettings("", "", "", 2), folder.resolve("data"));
  }

  @Test
  void noFileHoldsAPayloadInClear() throws IOException {
    message(1, "ew.alert", "Actual");
    delivery(1, "insurer-a", "ACKNOWLEDGED", Duration.ofHours(1));
    assertThat(files()).hasSizeGreaterThan(1);
    assertThat(isInSomeFile(MARKER.getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(isInSomeFile("met-taizhou".getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @Test
  void neitherTheKeyNorTheBodyIsInAFileAfterTheErasure() throws IOException {
    for (int i = 1; i <= 300; i++) {
      message(i, "ew.alert", "Actual");
    }
    byte[] key = bytes("SELECT wrapped FROM body_key WHERE ledger_index = 150");
    byte[] body = bytes("SELECT bytes FROM message_raw WHERE ledger_index = 150");
    assertThat(isInSomeFile(key)).isTrue();
    assertThat(isInSomeFile(body)).isTrue();
    erasures.erase(150, "op-17", "case-1");
    assertThat(isInSomeFile(key)).isFalse();
    assertThat(isInSomeFile(body)).isFalse();
    assertThat(isInSomeFile(bytes("SELECT wrapped FROM body_key WHERE ledger_index = 151")))
        .isTrue();
  }

  private byte[] bytes(String sql) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql);
              ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBytes(1);
          }
        });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private boolean isInSomeFile(byte[] wanted) throws IOException {
    String text = new String(wanted, StandardCharsets.ISO_8859_1);
    for (Path file : files()) {
      if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
        return true;
      }
    }
    return false;
  }
}
