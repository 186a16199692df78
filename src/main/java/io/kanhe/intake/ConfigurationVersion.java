package io.kanhe.intake;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names the state of participants, agreements and catalogue under which a message was judged: a
 * digest over the names and bytes of these files.
 */
final class ConfigurationVersion {

  private static final List<String> JUDGING =
      List.of("agreements.yaml", "catalogue", "participants", "transforms");
  private static final int SHOWN_BYTES = 16;

  private ConfigurationVersion() {}

  static String of(Path folder) {
    MessageDigest sha = DigestAlgorithm.SHA_256.newDigest();
    for (String name : JUDGING) {
      Path start = folder.resolve(name);
      if (Files.exists(start)) {
        add(sha, folder, start);
      }
    }
    return HexFormat.of().formatHex(sha.digest(), 0, SHOWN_BYTES);
  }

  private static void add(MessageDigest sha, Path folder, Path start) {
    try (Stream<Path> files = Files.walk(start)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        sha.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        sha.update(DigestAlgorithm.SHA_256.newDigest().digest(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, "kanhe.config: " + start + " cannot be read", e);
    }
  }
}
