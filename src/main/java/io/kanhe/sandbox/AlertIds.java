package io.kanhe.sandbox;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of the scenario's alerts: those of its table, or, for a gateway that remembers earlier runs,
 * others of the same day.
 *
 * @param shift seconds after the time in the table; 0: the ids of the table
 */
record AlertIds(int shift) {

  private static final String WEATHER = "33100041600000";
  private static final String WATER = "33100033200000";
  private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("HHmmss");
  private static final int HOURS = 7_000;

  static AlertIds of(DemoPlan plan) {
    return new AlertIds(plan.once() ? 0 : ThreadLocalRandom.current().nextInt(1, HOURS));
  }

  String yellow() {
    return id(WEATHER, "20260823", LocalTime.of(17, 0));
  }

  String orange() {
    return id(WEATHER, "20260824", LocalTime.of(8, 0));
  }

  /** Of the yellow warning for the counties around. */
  String yellowAround() {
    return id(WEATHER, "20260824", LocalTime.of(8, 1));
  }

  String blueAround() {
    return id(WEATHER, "20260824", LocalTime.of(8, 2));
  }

  String cancel() {
    return id(WEATHER, "20260825", LocalTime.of(7, 40));
  }

  String flood() {
    return id(WATER, "20260824", LocalTime.of(20, 10));
  }

  /** Of the warning that contradicts the river. */
  String lowFlood() {
    return id(WATER, "20260824", LocalTime.of(20, 15));
  }

  String gale(int number) {
    return id(WEATHER, "20260827", LocalTime.of(10, number));
  }

  private String id(String issuer, String day, LocalTime time) {
    return issuer + "_" + day + time.plusSeconds(shift).format(DIGITS);
  }
}
