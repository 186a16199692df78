package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.sandbox.CanarySends.Send;
import io.kanhe.service.privacy.Canary;
import io.kanhe.service.privacy.Planted;
import java.util.List;
import java.util.Set;

/**
 * What the gateway refuses, with canaries in it: each field too long, a number with a wrong check
 * digit, another root, a document that is cut, said twice, by somebody without agreement, without
 * the person's consent.
 */
final class CanaryRefusals {

  private static final String TOO_LONG = "~".repeat(2100);
  private static final Set<String> CHECKED = Set.of("idNo", "driverIdNo", "subjectIdNo", "vin");

  private final CanaryRun run;

  CanaryRefusals(CanaryRun run) {
    this.run = run;
  }

  void play(Planted planted) throws Exception {
    Send send = CanarySends.of(planted.header());
    if (send == null) {
      return;
    }
    if (run.isAnswer(planted.header())) {
      answers(planted, send);
      return;
    }
    fields(planted, send);
    String text = planted.text();
    if (send.basis().equals("LB-CONSENT") && planted.header().direction() == Direction.REQUEST) {
      say(planted, ofAnother(planted), send, "no consent");
    }
    String root = Planted.root(text).localName();
    say(planted, text.replaceAll("(</?(?:\\w+:)?)" + root + "\\b", "$1Other"), send, "other root");
    say(planted, text, send.by("broker-x"), "no agreement");
    say(planted, text, send, "again");
    if (planted.header().direction() != Direction.REQUEST) {
      say(planted, text.substring(0, text.length() - 3), send, "cut");
    }
  }

  private void fields(Planted planted, Send send) throws Exception {
    for (Canary canary : planted.canaries()) {
      String value = canary.value();
      say(planted, planted.text().replace(value, value + TOO_LONG), send, "too long " + canary);
      String leaf = canary.path().substring(canary.path().lastIndexOf('/') + 1);
      if (CHECKED.contains(leaf)) {
        Canary wrong = canary.with(wrong(value));
        run.canaries().add(wrong);
        say(planted, planted.text().replace(value, wrong.value()), send, "wrong digit " + canary);
      }
    }
  }

  /** With another last digit, which belongs to no other canary. */
  private static String wrong(String value) {
    int last = value.length() - 1;
    return value.substring(0, last - 3) + "777" + (value.charAt(last) == '1' ? '2' : '1');
  }

  /** Asked about a person who gave no consent. */
  private String ofAnother(Planted planted) {
    String other = identity(run.canaries(), "farm/idNo");
    return planted.text().replace(identity(planted.canaries(), "dNo"), other);
  }

  private static String identity(List<Canary> canaries, String end) {
    return canaries.stream()
        .filter(each -> each.path().endsWith(end))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private void answers(Planted answer, Send send) throws Exception {
    Planted question =
        run.planted().stream()
            .filter(each -> each.header().direction() == Direction.REQUEST)
            .filter(
                each -> CanarySends.what(each.header()).equals(CanarySends.what(answer.header())))
            .findFirst()
            .orElseThrow();
    for (Canary canary : answer.canaries()) {
      String value = canary.value();
      run.answerWith(answer, answer.text().replace(value, value + TOO_LONG));
      say(question, question.text(), send, "answer too long " + canary);
    }
    run.answerWith(answer, answer.text());
  }

  private void say(Planted planted, String text, Send send, String name) throws Exception {
    String what = name + ": " + CanarySends.what(planted.header());
    run.refusals().put(what, run.said(planted, text, send, what));
  }

  /** Names of those that the gateway took all the same. */
  static List<String> taken(CanaryRun run, String name) {
    return run.refusals().entrySet().stream()
        .filter(each -> each.getKey().startsWith(name) && each.getValue().equals("0000"))
        .map(each -> each.getKey())
        .toList();
  }
}
