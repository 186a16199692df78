package io.kanhe.participant;

/** Roles of organisations, code list CL-02. */
public enum Role {
  POLICE_TRAFFIC,
  POLICE_SECURITY,
  POLICE_ECON,
  MET,
  WATER,
  HUSBANDRY,
  EMERGENCY,
  INSURER,
  ASSOCIATION,
  REGULATOR_LOCAL,
  REGULATOR_HQ,
  POLITICAL_LEGAL,
  GOV_LOCAL,
  BANK,
  MEDIATION,
  DISPOSAL_PLANT,
  GATEWAY
}
