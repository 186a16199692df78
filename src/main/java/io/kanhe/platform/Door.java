package io.kanhe.platform;

/** The kinds of adapter by which messages come in and go out. */
public enum Door {
  SOAP,
  MQ,
  FEED;

  /** Lower-case name, as used in metrics, configuration and the ledger. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The door of that {@link #label}. */
  public static Door ofLabel(String label) {
    return valueOf(label.toUpperCase(java.util.Locale.ROOT));
  }
}
