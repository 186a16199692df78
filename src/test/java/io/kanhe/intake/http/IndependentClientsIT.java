package io.kanhe.intake.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * node-soap and zeep at the SOAP door: what they send once they are set as docs/protocol.md says,
 * and what their defaults are told. Skipped where a library is not to be had.
 */
@Tag("it")
class IndependentClientsIT {

  private static final Path SCRIPTS = Path.of("src", "test", "clients").toAbsolutePath();
  private static final Path NODE = Path.of("target", "clients", "node").toAbsolutePath();
  private static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  private static final String PYTHON = "/usr/bin/python3";

  private static RunningDoors doors;
  private static Path folder;

  @BeforeAll
  static void open(@TempDir Path home) throws Exception {
    doors = new RunningDoors(home);
    folder = Files.createDirectories(home.resolve("client"));
    Path certs = doors.certs.resolve("met-taizhou");
    // The token holds one certificate, so the file does too.
    Files.writeString(
        folder.resolve("cert.pem"),
        Trust.pem(Trust.readCertificates(certs.resolve("signing.pem")).subList(0, 1)));
    Files.copy(certs.resolve("tls.pem"), folder.resolve("tls-cert.pem"));
    Files.writeString(
        folder.resolve("root.pem"), Trust.pem(Trust.readAnchors(doors.certs.resolve("trust"))));
    char[] password =
        Files.readString(doors.certs.resolve("keystore.password")).strip().toCharArray();
    writeKey(certs.resolve("signing.p12"), password, "key.pem");
    writeKey(certs.resolve("tls.p12"), password, "tls-key.pem");
    Files.writeString(
        folder.resolve("payload.xml"), DoorClient.resource("/catalogue/cap-hail.xml"));
    try (InputStream schema =
            IndependentClientsIT.class.getResourceAsStream("/schema/kanhe-envelope-1.xsd");
        InputStream wsdl = IndependentClientsIT.class.getResourceAsStream("/wsdl/kanhe.wsdl")) {
      Files.copy(schema, folder.resolve("kanhe-envelope-1.xsd"));
      // Both libraries read files alone, so the import needs the place of the schema.
      Files.writeString(
          folder.resolve("kanhe.wsdl"),
          new String(wsdl.readAllBytes(), UTF_8)
              .replace(
                  "<xs:import namespace=\"urn:kanhe:envelope:1\"/>",
                  "<xs:import namespace=\"urn:kanhe:envelope:1\""
                      + " schemaLocation=\"kanhe-envelope-1.xsd\"/>"));
    }
  }

  @AfterAll
  static void close() {
    doors.close();
  }

  @Test
  void nodeSoapIsAcceptedOnceItIsSetAsTheProtocolSays() throws Exception {
    assertThat(nodeSoap("profile")).contains("<k:outcome>ACCEPTED</k:outcome>");
  }

  @Test
  void nodeSoapIsToldWhatToSetInsteadOfItsTransforms() throws Exception {
    assertThat(nodeSoap("transforms"))
        .contains("<k:code>2003 ", "set http://www.w3.org/2001/10/xml-exc-c14n# as the only one");
  }

  @Test
  void nodeSoapWithSha1IsToldWhatToSet() throws Exception {
    assertThat(nodeSoap("sha1")).contains("<k:code>2003 ", "SHA-1", "set " + RSA_SHA256);
  }

  @Test
  void zeepIsAcceptedOnceItIsSetAsTheProtocolSays() throws Exception {
    assertThat(zeep("profile")).contains("<k:outcome>ACCEPTED</k:outcome>");
  }

  @Test
  void zeepWithItsDefaultsIsToldWhatToSet() throws Exception {
    assertThat(zeep("sha1")).contains("<k:code>2003 ", "SHA-1", "set " + RSA_SHA256);
  }

  private static String nodeSoap(String mode) throws Exception {
    assumeTrue(installed(), "node, npm or the registry is not there");
    Ran ran = run(List.of("node", "client.js", endpoint(), folder.toString(), mode), NODE);
    assertThat(ran.code()).as(ran.errors()).isZero();
    return ran.output();
  }

  private static String zeep(String mode) throws Exception {
    assumeTrue(
        run(List.of(PYTHON, "-c", "import zeep, xmlsec"), folder).code() == 0,
        "zeep or python-xmlsec is not installed");
    String script = SCRIPTS.resolve("python").resolve("client.py").toString();
    Ran ran = run(List.of(PYTHON, script, endpoint(), folder.toString(), mode), folder);
    assertThat(ran.code()).as(ran.errors()).isZero();
    return ran.output();
  }

  private static boolean installed() throws Exception {
    Files.createDirectories(NODE);
    for (String file : List.of("package.json", "client.js")) {
      Files.copy(
          SCRIPTS.resolve("node").resolve(file),
          NODE.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> probe = List.of("node", "-e", "require('soap')");
    if (run(probe, NODE).code() == 0) {
      return true;
    }
    run(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"), NODE);
    return run(probe, NODE).code() == 0;
  }

  private static String endpoint() {
    return "https://localhost:" + doors.doorsPort() + "/services/kanhe";
  }

  private record Ran(int code, String output, String errors) {}

  private static Ran run(List<String> command, Path in) throws Exception {
    Path output = Files.createTempFile(folder, "output", "");
    Path errors = Files.createTempFile(folder, "errors", "");
    Process process;
    try {
      process =
          new ProcessBuilder(new ArrayList<>(command))
              .directory(in.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      return new Ran(-1, "", command.get(0) + " is not installed");
    }
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command.get(0) + " did not end");
    }
    return new Ran(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  private static void writeKey(Path store, char[] password, String name)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    byte[] encoded = keys.getKey("key", password).getEncoded();
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
            + "\n-----END PRIVATE KEY-----\n");
  }
}
