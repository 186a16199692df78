package io.kanhe.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which scenario is played, and told in which language.
 *
 * @param act {@code typhoon} if none is named
 * @param rest arguments that are not its own
 */
record Play(String act, boolean isChinese, List<String> rest) {

  static final Set<String> ACTS = Set.of("typhoon", "traffic", "livestock", "regulator");
  private static final String LANGUAGE = "--lang";

  /**
   * Reads {@code [typhoon|traffic|livestock|regulator] [--lang zh|en]}; the language of the machine
   * if none is named.
   */
  static Play of(String[] arguments) {
    String act = "typhoon";
    boolean chinese = Locale.getDefault().getLanguage().equals("zh");
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (ACTS.contains(arguments[i])) {
        act = arguments[i];
      } else if (arguments[i].equals(LANGUAGE) && i + 1 < arguments.length) {
        chinese = arguments[++i].equals("zh");
      } else {
        rest.add(arguments[i]);
      }
    }
    return new Play(act, chinese, List.copyOf(rest));
  }

  void run(DemoCast cast, DemoPlan plan, Account account) throws Exception {
    switch (act) {
      case "traffic" -> {
        new TrafficAct(cast, account).play();
        new TheftAct(cast, account).play();
      }
      case "livestock" -> new LivestockAct(cast, plan, account).play();
      case "regulator" -> new RegulatorAct(cast, account).play();
      default -> new TyphoonAct(cast, plan, account).play();
    }
  }
}
