package io.kanhe.admin.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.catalogue.Service;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.service.model.ServiceInfo;
import org.apache.cxf.wsdl11.WSDLServiceFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every service has a bundle, and tools that know nothing of Kanhe can use it. */
class ServiceBundlesTest {

  private static final Path CONFIG = Path.of("config");
  private static final BundleAddresses ADDRESSES =
      new BundleAddresses("localhost", 8443, 61617, 5671, 8883, 61614, "12331000TEXT000920");
  private static final ServiceBundles BUNDLES = ServiceBundles.read(CONFIG, ADDRESSES);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    for (Service service : BUNDLES.services()) {
      for (var part : BUNDLES.parts(service).entrySet()) {
        Path file = folder.resolve(service.id()).resolve(part.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, part.getValue());
      }
    }
  }

  static List<String> services() {
    return BUNDLES.services().stream().map(Service::id).toList();
  }

  @Test
  void theEighteenServicesAndTheConsentRegisterHaveOne() {
    assertThat(services()).hasSize(19).contains("kanhe.consent").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("services")
  void isWhole(String id) {
    SortedMap<String, byte[]> parts = BUNDLES.parts(BUNDLES.service(id));
    assertThat(parts)
        .containsKeys(
            "README.md",
            "codes/CL-18.csv",
            "examples/kanhe.properties",
            "examples/java/KanheClient.java",
            "examples/node/kanhe-client.js",
            "examples/python/kanhe_client.py");
    assertThat(parts.keySet()).anyMatch(each -> each.startsWith("samples/"));
    assertThat(parts.keySet()).anyMatch(each -> each.startsWith("examples/messages/"));
    assertThat(new String(parts.get("README.md"), StandardCharsets.UTF_8))
        .contains("# " + id + " ", "2001 SIGNATURE_INVALID", "## The header", "中文");
  }

  @ParameterizedTest
  @MethodSource("services")
  void isTheSameEveryTime(String id) {
    ServiceBundles again = ServiceBundles.read(CONFIG, ADDRESSES);
    assertThat(again.zip(again.service(id))).isEqualTo(BUNDLES.zip(BUNDLES.service(id)));
  }

  @ParameterizedTest
  @MethodSource("services")
  void schemasCompileAndSamplesAreValid(String id) throws Exception {
    List<Schema> schemas = new ArrayList<>();
    for (Path each : files(id, "contract", ".xsd")) {
      // Not that of the gateway: as a partner's program reads them, each import by its file name.
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
      schemas.add(factory.newSchema(each.toFile()));
    }
    for (Path sample : files(id, "samples", ".xml")) {
      assertThat(schemas).as(sample.toString()).anyMatch(each -> isValid(each, sample));
    }
  }

  @Test
  void xmllintAgrees() throws Exception {
    assumeTrue(run("xmllint", "--version").code() == 0, "xmllint is not installed");
    for (String id : services()) {
      for (Path sample : files(id, "samples", ".xml")) {
        boolean valid = false;
        for (Path schema : files(id, "contract", ".xsd")) {
          valid |=
              run("xmllint", "--noout", "--nonet", "--schema", schema.toString(), sample.toString())
                      .code()
                  == 0;
        }
        assertThat(valid).as(sample.toString()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void wsdlLoadsInCxf(String id) {
    Path wsdl = folder.resolve(id).resolve("contract").resolve(id + ".wsdl");
    var service =
        new WSDLServiceFactory(new CXFBusFactory().createBus(), wsdl.toUri().toString()).create();
    for (ServiceInfo each : service.getServiceInfos()) {
      assertThat(each.getInterface().getOperations()).isNotEmpty();
      assertThat(each.getBindings()).isNotEmpty();
      each.getInterface()
          .getOperations()
          .forEach(
              operation ->
                  operation
                      .getInput()
                      .getMessageParts()
                      .forEach(part -> assertThat(part.getXmlSchema()).isNotNull()));
    }
  }

  @Test
  void wsdlsLoadInZeep() throws Exception {
    String python = "/usr/bin/python3";
    assumeTrue(run(python, "-c", "import zeep").code() == 0, "zeep is not installed");
    Path script =
        Files.writeString(
            folder.resolve("load.py"),
            """
            import sys, warnings, zeep
            warnings.simplefilter("error", UserWarning)
            for wsdl in sys.argv[1:]:
                client = zeep.Client(wsdl)
                assert all(port.binding.all() for service in client.wsdl.services.values() for port in service.ports.values())
            """);
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    for (String id : services()) {
      command.add(folder.resolve(id).resolve("contract").resolve(id + ".wsdl").toString());
    }
    Ran ran = run(command.toArray(String[]::new));
    assertThat(ran.code()).as(ran.output()).isZero();
  }

  @Test
  void tablesAreAsTheirSchemasSay() throws IOException {
    int tables = 0;
    for (String id : services()) {
      for (Path sample : files(id, "samples", ".csv")) {
        String format = sample.getFileName().toString().replace(".csv", "");
        JsonNode fields = schema(id, format).get("fields");
        List<String> lines = Files.readAllLines(sample);
        String[] names = lines.get(0).split(",", -1);
        String[] cells = lines.get(1).split(",", -1);
        assertThat(fields.size()).isEqualTo(names.length);
        for (int i = 0; i < names.length; i++) {
          assertThat(fields.get(i).get("name").asString()).isEqualTo(names[i]);
          assertThat(fits(fields.get(i).get("constraints"), cells[i])).as(names[i]).isTrue();
        }
        tables++;
      }
      for (Path sample : files(id, "samples", ".ndjson")) {
        JsonNode schema = schema(id, sample.getFileName().toString().replace(".ndjson", ""));
        JsonNode line = JSON.readTree(Files.readAllLines(sample).get(0));
        schema
            .get("required")
            .forEach(each -> assertThat(line.has(each.asString())).as(each.asString()).isTrue());
        line.properties()
            .forEach(
                each ->
                    assertThat(
                            fits(
                                schema.get("properties").get(each.getKey()),
                                each.getValue().asString()))
                        .as(each.getKey())
                        .isTrue());
        tables++;
      }
    }
    assertThat(tables).isGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("services")
  void examplesNameASenderWithAnAgreement(String id) throws IOException {
    for (Path file : files(id, "examples/messages", ".properties")) {
      Properties message = new Properties();
      message.load(new StringReader(Files.readString(file)));
      assertThat(message)
          .as(file.toString())
          .containsKeys("door", "partner", "sender", "operation", "businessKey", "payload");
      assertThat(file.resolveSibling(message.getProperty("payload")).normalize()).exists();
      assertThat(message).as(file.toString()).containsKeys("agreementId", "purposeCode");
    }
  }

  @Test
  void unknownServiceIsNotFound() {
    assertThatThrownBy(() -> BUNDLES.service("ps.unknown")).hasMessageContaining("no service");
  }

  private static boolean fits(JsonNode constraints, String cell) {
    if (cell.isEmpty()) {
      return !constraints.has("required") || !constraints.get("required").asBoolean();
    }
    boolean right = true;
    if (constraints.has("pattern")) {
      right = Pattern.matches(constraints.get("pattern").asString(), cell);
    }
    if (constraints.has("enum")) {
      right = constraints.get("enum").valueStream().anyMatch(each -> each.asString().equals(cell));
    }
    if (constraints.has("minimum")) {
      right = Double.parseDouble(cell) >= constraints.get("minimum").asDouble();
    }
    if (constraints.has("maximum")) {
      right &= Double.parseDouble(cell) <= constraints.get("maximum").asDouble();
    }
    return right;
  }

  private static JsonNode schema(String id, String format) throws IOException {
    return JSON.readTree(
        Files.readString(folder.resolve(id).resolve("contract").resolve(format + ".schema.json")));
  }

  private static boolean isValid(Schema schema, Path sample) {
    try {
      schema.newValidator().validate(new StreamSource(sample.toFile()));
      return true;
    } catch (org.xml.sax.SAXException | IOException e) {
      return false;
    }
  }

  private static List<Path> files(String id, String part, String ending) throws IOException {
    Path within = folder.resolve(id).resolve(part);
    if (!Files.exists(within)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(within)) {
      return files.filter(each -> each.toString().endsWith(ending)).sorted().toList();
    }
  }

  private record Ran(int code, String output) {}

  private static Ran run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return new Ran(process.exitValue(), output);
    } catch (IOException e) {
      return new Ran(-1, command[0] + " is not installed");
    }
  }
}
