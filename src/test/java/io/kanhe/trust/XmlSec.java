package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program {@code xmlsec1} on files in a folder: the second opinion on signed envelopes. */
final class XmlSec {

  private static final String PROGRAM = "/usr/bin/xmlsec1";
  private static final Pattern SIGNED =
      Pattern.compile(
          "== URI: \"([^\"]*)\".*?== PreDigest data - start buffer:\n(.*?)\n== PreDigest data - end buffer",
          Pattern.DOTALL);

  private final Path folder;

  private XmlSec(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where there is no {@code xmlsec1}. */
  static XmlSec in(Path folder) {
    assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "xmlsec1 is not installed");
    return new XmlSec(folder);
  }

  /** Those of the messages that verify with the key of {@code identity}, by their numbers. */
  Set<Integer> accepted(Map<Integer, byte[]> messages, KeyIdentity identity)
      throws IOException, InterruptedException {
    Path certificate =
        Files.writeString(folder.resolve("signer.pem"), Trust.pem(List.of(identity.certificate())));
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
    // The program gives up at the first file that does not verify, so each has a call of its own.
    command.add(
        "for file in \"$@\"; do "
            + String.join(" ", options(certificate))
            + " \"$file\" >/dev/null 2>&1 && echo \"$file\"; done; exit 0");
    command.add("sh");
    for (Map.Entry<Integer, byte[]> message : messages.entrySet()) {
      Files.write(folder.resolve("m" + message.getKey()), message.getValue());
      command.add("m" + message.getKey());
    }
    Set<Integer> accepted = new HashSet<>();
    for (String line : run(command).split("\n")) {
      if (!line.isEmpty()) {
        accepted.add(Integer.valueOf(line.substring(1)));
      }
    }
    return accepted;
  }

  /**
   * What was digested of each message, by the URI of its reference; as far as the first message
   * that does not verify. One call for all of them.
   */
  List<Map<String, byte[]>> signedParts(List<byte[]> messages, KeyIdentity identity)
      throws IOException, InterruptedException {
    Path certificate =
        Files.writeString(folder.resolve("signer.pem"), Trust.pem(List.of(identity.certificate())));
    List<String> command = new ArrayList<>(options(certificate));
    command.addAll(List.of("--store-references", "--print-debug"));
    for (int i = 0; i < messages.size(); i++) {
      Files.write(folder.resolve("a" + i), messages.get(i));
      command.add("a" + i);
    }
    List<Map<String, byte[]>> parts = new ArrayList<>();
    if (!messages.isEmpty()) {
      for (String context : run(command).split("= VERIFICATION CONTEXT\n")) {
        if (context.startsWith("== Status: succeeded")) {
          parts.add(partsOf(context));
        }
      }
    }
    return parts;
  }

  private static Map<String, byte[]> partsOf(String context) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    Matcher matcher = SIGNED.matcher(context);
    while (matcher.find()) {
      parts.put(matcher.group(1), matcher.group(2).getBytes(ISO_8859_1));
    }
    return parts;
  }

  private static List<String> options(Path certificate) {
    List<String> options =
        new ArrayList<>(List.of(PROGRAM, "--verify", "--pubkey-cert-pem", certificate.toString()));
    for (String element :
        List.of(
            SoapVersion.V1_1.namespace() + ":Body",
            SoapVersion.V1_2.namespace() + ":Body",
            "urn:kanhe:envelope:1:MessageHeader",
            SoapNames.WSU + ":Timestamp",
            SoapNames.WSSE + ":BinarySecurityToken",
            SoapNames.WSA + ":Action",
            SoapNames.WSA + ":MessageID")) {
      options.add("--id-attr:Id");
      options.add(element);
    }
    return options;
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // The key is named, so nobody needs the system's authorities, whose reading takes ten times as
    // long as the rest.
    builder.environment().putAll(Map.of("SSL_CERT_FILE", "/dev/null", "SSL_CERT_DIR", "/dev/null"));
    Process process =
        builder
            .redirectError(folder.resolve("errors").toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("xmlsec1 did not end");
    }
    return new String(
        Files.readAllBytes(output), command.get(0).equals(PROGRAM) ? ISO_8859_1 : US_ASCII);
  }
}
