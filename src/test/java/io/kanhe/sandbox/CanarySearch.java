package io.kanhe.sandbox;

import io.kanhe.message.Digest;
import io.kanhe.service.privacy.Canary;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds canaries in a text: as they are, cut, escaped for JSON, XML or an address, in hexadecimal
 * and base64 digits, as a digest without salt, in full width or with separators between the digits.
 */
final class CanarySearch {

  /** Letters by which the places where something may begin are found. */
  private static final int HEAD = 4;

  /** Shorter ones turn up by chance in what is left of a log without separators. */
  private static final int SURE = 11;

  /** A form of a value, and whose it is. */
  private record Needle(String form, Canary canary) {}

  private final Map<String, List<Needle>> asWritten = new HashMap<>();
  private final Map<String, List<Needle>> squeezed = new HashMap<>();

  CanarySearch(Collection<Canary> canaries) {
    for (Canary canary : canaries) {
      for (String part : canary.parts()) {
        forms(part).forEach(form -> add(asWritten, form, canary));
        String plain = squeeze(part);
        if (plain.length() >= SURE) {
          add(squeezed, plain, canary);
        }
      }
    }
  }

  /** The canaries that the text holds in any form. */
  Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    search(text, asWritten, found);
    search(text.replaceAll("\\s+", ""), asWritten, found);
    search(squeeze(text), squeezed, found);
    return found;
  }

  private static void search(String text, Map<String, List<Needle>> needles, Set<String> found) {
    for (int i = 0; i + HEAD <= text.length(); i++) {
      List<Needle> here = needles.get(text.substring(i, i + HEAD));
      if (here != null) {
        for (Needle each : here) {
          if (text.startsWith(each.form(), i)) {
            found.add(each.canary().toString());
          }
        }
      }
    }
  }

  private static void add(Map<String, List<Needle>> needles, String form, Canary canary) {
    needles
        .computeIfAbsent(form.substring(0, HEAD), head -> new ArrayList<>())
        .add(new Needle(form, canary));
  }

  private static String squeeze(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s\\-_.·:,/]+", "");
  }

  private static Set<String> forms(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new TreeSet<>(Set.of(value, HexFormat.of().formatHex(bytes)));
    forms.add(Digest.sha256(bytes).hex());
    forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    for (String escape : List.of("\\u%04x", "\\u%04X", "&#%d;", "&#x%x;", "&#x%X;")) {
      forms.add(escaped(value, escape));
    }
    for (int before = 0; before < 3; before++) {
      String digits = base64(bytes, before);
      forms.add(digits);
      forms.add(digits.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }

  private static String escaped(String value, String escape) {
    StringBuilder escaped = new StringBuilder();
    value.chars().forEach(c -> escaped.append(c < 128 ? (char) c + "" : String.format(escape, c)));
    return escaped.toString();
  }

  /** The digits that are the same whatever stands around the value. */
  private static String base64(byte[] value, int before) {
    byte[] shifted = new byte[before + value.length];
    System.arraycopy(value, 0, shifted, before, value.length);
    String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    return digits.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
  }
}
