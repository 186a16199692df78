package io.kanhe.participant;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a message may be used for, code list CL-18. */
public enum Purpose {
  /** 理赔核验. */
  P01,
  /** 承保核验. */
  P02,
  /** 反欺诈. */
  P03,
  /** 预警减损. */
  P04,
  /** 应急响应. */
  P05,
  /** 监管统计. */
  P06,
  /** 纠纷化解. */
  P07,
  /** 违法查处. */
  P08,
  /** 信贷联动. */
  P09,
  /** 演练测试. */
  P10;

  /** All codes, as they stand in headers and agreements. */
  public static Set<String> codes() {
    return Arrays.stream(values()).map(Purpose::name).collect(Collectors.toUnmodifiableSet());
  }
}
