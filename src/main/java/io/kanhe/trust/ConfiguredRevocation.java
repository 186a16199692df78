package io.kanhe.trust;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.KanheProperties.RevocationSettings;
import io.kanhe.platform.KanheProperties.RevocationSource;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code kanhe.trust.revocation}; what is not usable is 5006 CONFIGURATION_INVALID. */
final class ConfiguredRevocation {

  /** X-Road and the domain's rules: evidence must not go without an answer for longer. */
  private static final Duration LONGEST_GRACE = Duration.ofHours(4);

  private ConfiguredRevocation() {}

  static RevocationPolicy policy(KanheProperties properties) {
    RevocationSettings settings = properties.trust().revocation();
    Duration grace =
        settings.onFailure() == RevocationSettings.OnFailure.GRACE
            ? settings.grace()
            : Duration.ZERO;
    require(
        !grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0,
        "grace: " + grace + " (expected: up to " + LONGEST_GRACE + ")");
    require(
        isPositive(settings.refresh())
            && isPositive(settings.timeout())
            && settings.refresh().compareTo(settings.ocspMaximumAge()) < 0,
        "refresh and timeout (expected: more than zero, and refresh below ocsp-maximum-age)");
    return new RevocationPolicy(
        RevocationPolicy.Mode.valueOf(settings.mode().name()),
        grace,
        settings.ocspMaximumAge(),
        settings.refresh(),
        settings.timeout(),
        Math.toIntExact(settings.maximumList().toBytes()),
        settings.followCertificates(),
        settings.privateHosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        settings.sources().stream().map(source -> source(source, properties)).toList());
  }

  private static RevocationPolicy.Source source(
      RevocationSource source, KanheProperties properties) {
    List<X509Certificate> issuers = Trust.readCertificates(properties.resolve(source.issuer()));
    require(issuers.size() == 1, source.issuer() + " (expected: one certificate)");
    String list = source.crl();
    boolean file = !list.isEmpty() && !list.contains("://");
    return new RevocationPolicy.Source(
        issuers.get(0),
        address(source.ocsp()),
        file ? null : address(list),
        file ? properties.resolve(java.nio.file.Path.of(list)) : null);
  }

  private static @Nullable URI address(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw invalid("an address (expected: http://host/path; what comes back is signed)");
    }
    throw invalid("an address (expected: http://host/path; what comes back is signed)");
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw invalid(problem);
    }
  }

  private static KanheException invalid(String problem) {
    return new KanheException(
        ErrorCode.CONFIGURATION_INVALID, "kanhe.trust.revocation: " + problem);
  }
}
