package io.kanhe.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.SharedVectors;
import io.kanhe.trust.SubjectName;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Validity;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Project Wycheproof's vectors of valid, malformed and forged signatures. */
class WycheproofTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final TestPki PKI = TestPki.create();

  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_test.json, EC, ECDSA_P256_SHA256, 484",
    "ecdsa_secp384r1_sha384_test.json, EC, ECDSA_P384_SHA384, 504",
    "rsa_signature_2048_sha256_test.json, RSA, RSA_SHA256, 257",
    "rsa_pss_2048_sha256_mgf1_32_test.json, RSA, RSA_PSS_SHA256, 108",
  })
  void verifiesExactlyTheValidOnes(
      String file, String keyAlgorithm, SignatureScheme scheme, int expectedTests)
      throws Exception {
    JsonNode vectors =
        JsonMapper.shared().readTree(SharedVectors.file("wycheproof/" + file).toFile());
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (JsonNode group : vectors.get("testGroups")) {
      if (hasExponentThree(group)) {
        continue;
      }
      PublicKey key = key(group.get("publicKeyDer").asString(), keyAlgorithm, scheme);
      for (JsonNode test : group.get("tests")) {
        String result = test.get("result").asString();
        // Either answer is right for "acceptable": one RSA vector without a NULL, which the JDK
        // takes.
        boolean either = result.equals("acceptable");
        byte[] message = HEX.parseHex(test.get("msg").asString());
        byte[] signature = HEX.parseHex(test.get("sig").asString());
        if (scheme.verifies(key, message, signature) != result.equals("valid") && !either) {
          wrong.add(test.get("tcId") + " " + test.get("comment"));
        }
        tests++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tests).isEqualTo(expectedTests);
  }

  /** The form of XML Signature: r and s side by side, as a SignatureValue holds them. */
  @ParameterizedTest
  @CsvSource({"ecdsa_secp256r1_sha256_p1363_test.json, ECDSA-P256-SHA256"})
  void verifiesExactlyTheValidValuesOfXmlSignatures(String file, String algorithm)
      throws Exception {
    JsonNode vectors =
        JsonMapper.shared().readTree(SharedVectors.file("wycheproof/" + file).toFile());
    RawSignatures signatures = new RawSignatures(AlgorithmPolicy.strict());
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (JsonNode group : vectors.get("testGroups")) {
      X509Certificate certificate = certificate(group.get("publicKeyDer").asString());
      for (JsonNode test : group.get("tests")) {
        boolean valid =
            signatures.verify(
                algorithm,
                certificate,
                HEX.parseHex(test.get("msg").asString()),
                HEX.parseHex(test.get("sig").asString()));
        if (valid != test.get("result").asString().equals("valid")) {
          wrong.add(test.get("tcId") + " " + test.get("comment"));
        }
        tests++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tests).isEqualTo(vectors.get("numberOfTests").asInt());
  }

  private static X509Certificate certificate(String der) throws Exception {
    PublicKey key =
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(HEX.parseHex(der)));
    CertificateTemplate template =
        CertificateTemplate.signing(
            new SubjectName("Kanhe Test Organisation", "Test", "vector", null),
            Validity.startingAt(PKI.now(), Duration.ofDays(1)));
    KeyIdentity issuer = PKI.issuing().identity();
    return BcCertificateIssuer.under(issuer.certificate(), issuer.key())
        .issue(template, new KeyPair(key, null));
  }

  /** Such keys never come as far as a signature: they are refused as forbidden. */
  private static boolean hasExponentThree(JsonNode group) {
    return group.path("publicKey").path("publicExponent").asString("").equals("03");
  }

  private static PublicKey key(String der, String algorithm, SignatureScheme scheme)
      throws Exception {
    PublicKey parsed =
        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(HEX.parseHex(der)));
    return scheme.verificationKey(parsed, AlgorithmPolicy.strict());
  }
}
