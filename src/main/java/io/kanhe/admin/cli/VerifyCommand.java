package io.kanhe.admin.cli;

import io.kanhe.ledger.Check;
import io.kanhe.ledger.EvidenceTrust;
import io.kanhe.ledger.EvidenceVerifier;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.ledger.ReceiptVerifier;
import io.kanhe.ledger.SignatureCheck;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = "Check exported evidence or a receipt, offline.",
    footer = {
      "",
      "Exit codes: 0 valid, 1 not valid, 2 wrong usage or not readable, 3 valid but content withheld."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class VerifyCommand implements Callable<Integer> {

  private static final int UNREADABLE = 2;
  private static final long MAX_FILE_BYTES = 64L << 20;

  @Parameters(paramLabel = "FILE", description = "evidence (.asice) or a receipt (.xml)")
  private Path file;

  @Option(
      names = "--trust",
      paramLabel = "FOLDER",
      defaultValue = "certs/trust",
      description = {
        "root and issuing certificates (*.pem) and log.vkey; default ${DEFAULT-VALUE}",
        "optional: tsa/*.pem for authorities of time stamps alone, gateway/*.pem for the gateway's own"
      })
  private Path trust;

  @Option(
      names = "--message",
      paramLabel = "FILE",
      description = "for a receipt: the bytes that were sent")
  private @Nullable Path message;

  @Option(names = "--json", description = "print the checks as JSON (docs/verify.schema.json)")
  private boolean json;

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      defaultValue = "en",
      description = "en or zh; default ${DEFAULT-VALUE}")
  private String language;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      byte[] bytes = read(file);
      List<Check> checks = isZip(bytes) ? checkEvidence(bytes) : checkReceipt(bytes);
      CheckReport report = new CheckReport(file, checks);
      out.print(json ? report.json() : report.text(language.startsWith("zh")));
      out.flush();
      return report.verdict().exitCode();
    } catch (NoSuchFileException e) {
      out.println("kanhe verify: no such file: " + e.getMessage());
      return UNREADABLE;
    } catch (IOException e) {
      out.println("kanhe verify: " + file + " cannot be read");
      return UNREADABLE;
    } catch (KanheException e) {
      out.println("kanhe verify: " + e.code() + ": " + e.getMessage());
      return UNREADABLE;
    }
  }

  private List<Check> checkEvidence(byte[] bytes) {
    SignatureCheck signatures =
        SignatureCheck.of(
            Trust.cmsVerifier(AlgorithmPolicy.strict()),
            Trust.soapVerifier(AlgorithmPolicy.strict()));
    return new EvidenceVerifier(EvidenceTrust.read(trust), signatures).verify(bytes);
  }

  private List<Check> checkReceipt(byte[] bytes) throws IOException {
    String key = Files.readString(trust.resolve(EvidenceTrust.LOG_KEY_FILE)).strip();
    return new ReceiptVerifier(Trust.noteVerifier(key))
        .verify(ReceiptCodec.read(bytes), message == null ? null : read(message));
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException("too large");
    }
    return Files.readAllBytes(file);
  }

  private static boolean isZip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K';
  }
}
