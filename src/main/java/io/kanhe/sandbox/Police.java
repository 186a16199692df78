package io.kanhe.sandbox;

/** Names of the invented police of the sandbox, as in {@code config/}. */
final class Police {

  static final String TRAFFIC = "police-traffic-tz";
  static final String SECURITY = "police-tz";
  static final String ECONOMIC = "police-econ-tz";
  static final String LIABILITY_AGREEMENT = "AGR-ACC-POLICE-2026";
  static final String BURGLARY_AGREEMENT = "AGR-BURG-POLICE-2026";
  static final String FRAUD_AGREEMENT = "AGR-FRAUD-POLICE-2026";

  private Police() {}
}
