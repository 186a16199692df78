package io.kanhe.participant;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** On which basis of law a message is exchanged, code list CL-19. */
public enum LegalBasis {
  /** 依法公开. */
  PUBLIC("LB-PUBLIC"),
  /** 法律法规授权. */
  LAW("LB-LAW"),
  /** 农业保险条例第四条. */
  LAW_AGRI("LB-LAW-AGRI"),
  /** 履行保险合同所必需. */
  CONTRACT("LB-CONTRACT"),
  /** 单独同意. */
  CONSENT("LB-CONSENT"),
  /** 突发事件应对. */
  EMERGENCY("LB-EMERG"),
  /** 监管职责. */
  SUPERVISION("LB-SUPERV");

  private final String code;

  LegalBasis(String code) {
    this.code = code;
  }

  /** As it stands in headers and agreements. */
  public String code() {
    return code;
  }

  /** All codes. */
  public static Set<String> codes() {
    return Arrays.stream(values()).map(LegalBasis::code).collect(Collectors.toUnmodifiableSet());
  }
}
