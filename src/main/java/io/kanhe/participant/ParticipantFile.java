package io.kanhe.participant;

import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.platform.Door;
import io.kanhe.platform.PemCertificates;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.trust.Narrowing;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code config/participants/<id>.yaml}.
 *
 * @param home folder that certificate paths are relative to
 * @param placeholders values that endpoints may refer to
 * @param sandbox whether missing certificates are made at the first start
 * @param certificates whether certificates are read at all
 */
record ParticipantFile(
    Path home, Map<String, String> placeholders, boolean sandbox, boolean certificates) {

  private static final Set<String> REQUIRED =
      Set.of(
          "id",
          "uscc",
          "role",
          "regionCode",
          "names",
          "certificates",
          "delivery",
          "environments",
          "messagesPerDay");
  private static final Set<String> OPTIONAL =
      Set.of("endpoint", "endpointTls", "active", "anchors", "algorithms");

  private static final Pattern REGION = Pattern.compile("[1-9][0-9]{5}");
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;
  private static final int MAX_MESSAGES_PER_DAY = 100_000_000;

  ParticipantFile(Path home, Map<String, String> placeholders, boolean sandbox) {
    this(home, placeholders, sandbox, true);
  }

  YamlNode open(Path file) {
    return YamlNode.read(file, home);
  }

  Participant read(YamlNode node, Path file) {
    node.keys(REQUIRED, OPTIONAL);
    ParticipantId id =
        node.get("id").as(ParticipantId::new, "2 to 40 of a-z, 0-9 and -, a letter first");
    String fileName = file.getFileName().toString().replace(".yaml", "");
    if (!id.value().equals(fileName)) {
      throw node.get("id").problem("id '" + id + "'", "the name of the file, '" + fileName + "'");
    }
    YamlNode certificates =
        node.get("certificates").keys(Set.of("signing", "tls"), Set.of("encryption"));
    Door delivery = node.get("delivery").oneOf(Door.class);
    List<X509Certificate> tls = certificates(certificates.get("tls"));
    return new Participant(
        id,
        node.get("uscc")
            .as(
                Uscc::new,
                "a unified social credit code of 18 characters with its check character"),
        node.get("role").oneOf(Role.class),
        node.get("regionCode").matching(REGION, "six digits of GB/T 2260"),
        names(node.get("names")),
        certificates(certificates.get("signing")),
        tls,
        certificates.find("encryption").map(this::encryptionCertificates).orElse(List.of()),
        delivery,
        endpoint(node, delivery),
        isNational(node, delivery, tls),
        Set.copyOf(
            notEmpty(
                node.get("environments"),
                node.get("environments").items(each -> each.oneOf(Environment.class)))),
        node.get("messagesPerDay").integer(0, MAX_MESSAGES_PER_DAY),
        node.find("active").map(YamlNode::flag).orElse(true),
        node.find("anchors").map(this::certificates).orElse(List.of()),
        node.find("algorithms").map(NarrowingYaml::read).orElse(Narrowing.NONE));
  }

  private List<X509Certificate> certificates(YamlNode node) {
    if (!certificates) {
      return List.of();
    }
    return notEmpty(node, node.items(each -> CertificateFile.read(each, home, sandbox)));
  }

  /** Its own pair of keys: one that signs would be asked to decrypt what it should sign. */
  private List<X509Certificate> encryptionCertificates(YamlNode node) {
    List<X509Certificate> all = certificates(node);
    for (X509Certificate each : all) {
      boolean[] usage = each.getKeyUsage();
      if (usage == null || !usage[KEY_ENCIPHERMENT] && !usage[KEY_AGREEMENT]) {
        throw node.problem(
            "a certificate that is not for encryption",
            "key usage keyEncipherment or keyAgreement");
      }
    }
    return all;
  }

  private static List<Participant.Name> names(YamlNode node) {
    return notEmpty(node, node.items(ParticipantFile::name));
  }

  private static Participant.Name name(YamlNode node) {
    node.keys(Set.of("zh", "en", "validFrom"), Set.of("validUntil"));
    LocalDate from = node.get("validFrom").date();
    @Nullable LocalDate until = node.find("validUntil").map(YamlNode::date).orElse(null);
    if (until != null && until.isBefore(from)) {
      throw node.get("validUntil")
          .problem("validUntil " + until, "a day not before validFrom " + from);
    }
    return new Participant.Name(node.get("zh").text(), node.get("en").text(), from, until);
  }

  private @Nullable URI endpoint(YamlNode node, Door delivery) {
    if (delivery != Door.SOAP) {
      node.find("endpoint")
          .ifPresent(
              each -> {
                throw each.problem(
                    "an endpoint with delivery " + delivery,
                    "none: only SOAP deliveries are pushed");
              });
      return null;
    }
    YamlNode endpoint = node.get("endpoint");
    String text = endpoint.text(placeholders);
    URI uri = httpsUri(text);
    if (uri == null) {
      throw endpoint.problem("endpoint '" + text + "'", "an absolute https address with a host");
    }
    return uri;
  }

  /** An endpoint is believed by its registered certificate alone: one with an SM2 key has to be. */
  private boolean isNational(YamlNode node, Door delivery, List<X509Certificate> tls) {
    @Nullable YamlNode found = node.find("endpointTls").orElse(null);
    if (found == null) {
      return false;
    }
    if (delivery != Door.SOAP) {
      throw found.problem("endpointTls without an endpoint", "none");
    }
    boolean national = found.oneOf(List.of("standard", "rfc8998")).equals("rfc8998");
    if (national && certificates && tls.stream().allMatch(PemCertificates::isForTls)) {
      throw found.problem(
          "rfc8998 with no SM2 certificate of the endpoint", "one under certificates.tls");
    }
    return national;
  }

  private static @Nullable URI httpsUri(String text) {
    try {
      URI uri = URI.create(text);
      // user:password@host would put a secret into logs
      return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null
          ? uri
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static <T> List<T> notEmpty(YamlNode node, List<T> items) {
    if (items.isEmpty()) {
      throw node.problem("an empty list", "at least one item");
    }
    return items;
  }
}
