package io.kanhe.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** Payloads that the gateway's contracts allow. Everything in them is invented. */
final class Samples {

  static final String ALERT_ID = "33100033200000_20260824201000";

  private static final AtomicInteger ISSUED = new AtomicInteger();
  private static final String HEADING =
      "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,"
          + "expiryWithin30d,maxSingleSum\n";

  private Samples() {}

  /** An orange flood warning in CAP 1.2, each time with an id of its own. */
  static String capAlert() {
    return read("flood-orange-cap.xml").replace(ALERT_ID, nextId("33100033200000"));
  }

  /** An orange typhoon warning in the national structure, each time with an id of its own. */
  static String nativeAlert() {
    return read("typhoon-orange-native.xml")
        .replace("33100041600000_20260824080000", nextId("33100041600000"));
  }

  /** An alert goes out once, whatever messages repeat it. */
  private static String nextId(String issuer) {
    LocalTime time = LocalTime.MIDNIGHT.plusSeconds(ISSUED.incrementAndGet());
    return issuer + "_20260824" + time.format(DateTimeFormatter.ofPattern("HHmmss"));
  }

  /** The id in an alert of either structure. */
  static String idOf(String alert) {
    int start = alert.indexOf("<identifier>") + "<identifier>".length();
    return alert.substring(start, alert.indexOf("</identifier>"));
  }

  /** Three counties and lines of one insurer. */
  static String coverage(String insurer) {
    return HEADING
        + row(insurer, "331002,RURAL_HOUSE,6200,,186000000.00")
        + row(insurer, "331081,MOTOR_COM,1500,,225000000.00")
        + row(insurer, "331083,AGRI_CROP,800,,16000000.50");
  }

  /** One county and line of one insurer. */
  static String coverageOf(String insurer, String cells) {
    return HEADING + row(insurer, cells);
  }

  /** A sample that the gateway publishes for its partners, without XML declaration. */
  static String published(String name) {
    Path file =
        Path.of(System.getProperty("kanhe.base", "../.."), "config/catalogue/samples", name);
    try {
      return Files.readString(file).replaceFirst("<\\?xml[^>]*\\?>", "").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(String insurer, String cells) {
    return insurer + ",2026-08-23," + cells + ",,,\n";
  }

  private static String read(String resource) {
    try (InputStream in = Samples.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
