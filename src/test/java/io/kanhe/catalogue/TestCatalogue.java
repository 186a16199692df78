package io.kanhe.catalogue;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.platform.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Objects;

/** The repository's own catalogue, and payloads and headers to try on it. */
public final class TestCatalogue {

  static final Path FOLDER = Path.of("config/catalogue");
  static final Uscc INSURER_A = new Uscc("91331000TEXT000A0M");

  private TestCatalogue() {}

  public static CodeLists codeLists() {
    return CodeLists.read(YamlNode.read(FOLDER.resolve("code-lists.yaml"), Path.of("")));
  }

  public static Regions regions() {
    return identifiers().regions();
  }

  static Identifiers identifiers() {
    return Identifiers.read(FOLDER, Path.of(""));
  }

  public static Catalogue ofRepository() {
    return YamlCatalogue.read(FOLDER, Path.of(""), codeLists(), identifiers());
  }

  static Header header(String service, String operation, Direction direction) {
    return Header.builder(service, operation, "1.0", direction)
        .sender(INSURER_A)
        .sentTime(OffsetDateTime.parse("2026-08-24T08:00:00+08:00"))
        .environment(Environment.Exercise)
        .payloadDigest(Digest.sha256(new byte[0]))
        .build();
  }

  static Header alert() {
    return header("ew.alert", "publish", Direction.EVENT);
  }

  static Payload payload(String text) {
    return new Payload.Inline(text.getBytes(StandardCharsets.UTF_8));
  }

  static String sample(String name) {
    try (InputStream in = TestCatalogue.class.getResourceAsStream("/catalogue/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
