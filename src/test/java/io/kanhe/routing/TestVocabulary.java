package io.kanhe.routing;

import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.participant.Participant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The names that the route files of this project use, with parts that tests can watch. */
final class TestVocabulary {

  private TestVocabulary() {}

  static Vocabulary create() {
    return with((message, payload) -> {});
  }

  static Vocabulary with(BiConsumer<AcceptedMessage, byte[]> keeper) {
    return new Vocabulary(
        TestCatalogue.ofRepository(),
        new TestParticipants(),
        message -> Optional.empty(),
        List.of(
            transform("native-alert-to-cap", payload -> "<cap>" + payload + "</cap>"),
            transform("burglary-blind", payload -> payload),
            transform("stage-levels", payload -> payload),
            transform("observation-grades", payload -> payload)),
        List.of(
            answer("alert", (payload, recipient) -> Optional.of(payload)),
            answer("alert-impact"),
            answer("consent-stop"),
            answer("collision-evaluation"),
            answer("liability-notice"),
            answer("stage-report"),
            answer("coverage-aggregate"),
            answer("observation-report"),
            answer("weather-proof"),
            answer("burglary-status"),
            answer("disposal-record"),
            answer("disposal-claim"),
            answer("epidemic-notice"),
            answer("fraud-lead"),
            answer("case-record"),
            answer("case-event"),
            answer("claim-progress"),
            answer("fraud-lead-summary"),
            answer("fraud-lead-progress"),
            answer("fraud-lead-overdue")),
        List.of(
            keeper("exposure", keeper), keeper("stages", keeper), keeper("observations", keeper)));
  }

  private static PayloadTransform transform(String name, Function<String, String> change) {
    return new PayloadTransform() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public byte[] apply(AcceptedMessage message, byte[] payload) {
        return change
            .apply(new String(payload, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
      }
    };
  }

  private static RecipientPayload answer(String name) {
    return answer(
        name,
        (payload, recipient) ->
            recipient.id().value().equals("insurer-c")
                ? Optional.empty()
                : Optional.of(
                    ("<for>" + recipient.id() + "</for>").getBytes(StandardCharsets.UTF_8)));
  }

  private static RecipientPayload answer(
      String name, BiFunction<byte[], Participant, Optional<byte[]>> made) {
    return new RecipientPayload() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String operation() {
        return name.equals("alert") ? "publish" : "impact";
      }

      @Override
      public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
        return made.apply(payload, recipient);
      }
    };
  }

  private static StateKeeper keeper(String name, BiConsumer<AcceptedMessage, byte[]> keeper) {
    return new StateKeeper() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void keep(AcceptedMessage message, byte[] payload) {
        keeper.accept(message, payload);
      }
    };
  }
}
