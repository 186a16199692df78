package io.kanhe.sandbox;

/** The kinds of partner that {@code ./kanhe partner} plays, each with its sandbox organisation. */
enum PartnerKind {
  police("police-tz"),
  weather("met-taizhou"),
  water("water-taizhou"),
  livestock("husbandry-tz"),
  insurer("insurer-a"),
  regulator("regulator-zj");

  private final String sandboxId;

  PartnerKind(String sandboxId) {
    this.sandboxId = sandboxId;
  }

  /** Id of the sandbox organisation that is played where no other is named. */
  String sandboxId() {
    return sandboxId;
  }
}
