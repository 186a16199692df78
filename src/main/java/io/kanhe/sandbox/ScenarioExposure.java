package io.kanhe.sandbox;

import io.kanhe.message.Uscc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Coverage feeds of the typhoon scenario, made from invented figures: six counties, three insurers
 * {@code A}, {@code B} and {@code C}. Immutable.
 */
public final class ScenarioExposure {

  private static final String RESOURCE = "/sandbox/scenario-exposure.csv";
  private static final String HEADING =
      "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,"
          + "expiryWithin30d,maxSingleSum\n";
  private static final BigDecimal YUAN_PER_WAN = BigDecimal.valueOf(10_000);

  private ScenarioExposure() {}

  /**
   * The feed of one insurer: CSV of service {@code ins.coverage}, UTF-8.
   *
   * @param letter {@code A}, {@code B} or {@code C}
   * @throws IllegalArgumentException if the scenario has no such insurer
   */
  public static byte[] feed(String letter, Uscc insurer, LocalDate asOf) {
    StringBuilder feed = new StringBuilder(HEADING);
    try (InputStream in = ScenarioExposure.class.getResourceAsStream(RESOURCE);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, RESOURCE), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        if (cells[3].equals(letter)) {
          append(feed, insurer, asOf, cells);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (feed.length() == HEADING.length()) {
      throw new IllegalArgumentException("no insurer '" + letter + "' (expected: A, B or C)");
    }
    return feed.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder feed, Uscc insurer, LocalDate asOf, String[] cells) {
    BigDecimal yuan = new BigDecimal(cells[6]).multiply(YUAN_PER_WAN).setScale(2);
    String line = cells[4].equals("MOTOR") ? "MOTOR_COM" : cells[4];
    feed.append(insurer).append(',').append(asOf).append(',').append(cells[0]).append(',');
    feed.append(line).append(',').append(cells[5]).append(",,");
    feed.append(yuan.toPlainString()).append(",,,\n");
  }
}
