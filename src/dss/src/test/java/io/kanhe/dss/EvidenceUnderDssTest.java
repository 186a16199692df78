package io.kanhe.dss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.ASiCContainerType;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EU DSS 6.4 judges the containers that the tests of the gateway left behind. */
class EvidenceUnderDssTest {

  private static final Path CONTAINERS = Path.of(System.getProperty("kanhe.containers", "."));

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ecdsa"})
  void findsAnIntactAsicWithCadesBaselineLtAndPassesIt(String kind) throws Exception {
    Reports reports = validate(kind, container(kind));
    SimpleReport report = reports.getSimpleReport();
    String id = report.getFirstSignatureId();
    assertThat(report.getContainerType()).isEqualTo(ASiCContainerType.ASiC_E);
    SignatureWrapper signature = reports.getDiagnosticData().getSignatureById(id);
    assertThat(signature.isSignatureIntact()).isTrue();
    assertThat(signature.isSignatureValid()).isTrue();
    assertThat(signature.getDigestMatchers())
        .hasSizeGreaterThan(5)
        .allMatch(each -> each.isDataFound() && each.isDataIntact());
    assertThat(signature.getTimestampList())
        .isNotEmpty()
        .allMatch(TimestampWrapper::isSignatureValid)
        .allMatch(TimestampWrapper::isMessageImprintDataIntact);
    Indication indication = report.getIndication(id);
    System.out.println(
        "DSS, "
            + kind
            + ": "
            + report.getSignatureFormat(id)
            + ", "
            + indication
            + " "
            + report.getSubIndication(id));
    assertThat(report.getSignatureFormat(id)).isEqualTo(SignatureLevel.CAdES_BASELINE_LT);
    assertThat(indication).isEqualTo(Indication.TOTAL_PASSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ecdsa"})
  void findsAChangedPart(String kind) throws Exception {
    byte[] file = withChangedReadme(container(kind));
    SimpleReport report = validate(kind, file).getSimpleReport();
    assertThat(report.getIndication(report.getFirstSignatureId()))
        .isNotEqualTo(Indication.TOTAL_PASSED);
    assertThat(report.getSubIndication(report.getFirstSignatureId()))
        .isEqualTo(SubIndication.HASH_FAILURE);
  }

  private static byte[] withChangedReadme(byte[] file) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file));
        ZipOutputStream out = new ZipOutputStream(changed)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (entry.getName().equals("README.txt")) {
          content[0] ^= 1;
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(content);
      }
    }
    return changed.toByteArray();
  }

  private static Reports validate(String kind, byte[] file) throws Exception {
    CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
    trusted.addCertificate(new CertificateToken(root(kind)));
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    SignedDocumentValidator validator =
        SignedDocumentValidator.fromDocument(new InMemoryDocument(file, "evidence.asice"));
    validator.setCertificateVerifier(verifier);
    return validator.validateDocument();
  }

  private static byte[] container(String kind) throws IOException {
    Path file = CONTAINERS.resolve(kind).resolve("evidence.asice");
    assumeTrue(Files.exists(file), "the tests of the gateway did not leave " + file.getFileName());
    return Files.readAllBytes(file);
  }

  private static X509Certificate root(String kind) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(CONTAINERS.resolve(kind).resolve("root.pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
