package io.kanhe.routing;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Contract;
import io.kanhe.catalogue.Service;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.participant.Participant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The names that the route files of this project use, with parts that tests can watch. */
final class TestVocabulary implements Catalogue {

  private TestVocabulary() {}

  static Vocabulary create() {
    return with((message, payload) -> {});
  }

  static Vocabulary with(BiConsumer<AcceptedMessage, byte[]> keeper) {
    return new Vocabulary(
        new TestVocabulary(),
        new TestParticipants(),
        message -> Optional.empty(),
        List.of(transform("native-alert-to-cap", payload -> "<cap>" + payload + "</cap>")),
        List.of(answer("alert-impact")),
        List.of(keeper("alerts", keeper), keeper("exposure", keeper)));
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
    return new RecipientPayload() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String operation() {
        return "impact";
      }

      @Override
      public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
        return recipient.id().value().equals("insurer-c")
            ? Optional.empty()
            : Optional.of(("<for>" + recipient.id() + "</for>").getBytes(StandardCharsets.UTF_8));
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

  @Override
  public Optional<Service> find(String serviceId, String version) {
    return all().stream().filter(service -> service.id().equals(serviceId)).findFirst();
  }

  @Override
  public List<Service> all() {
    return List.of(
        service("ew.alert", "publish", Direction.EVENT, "cap-cn", "native"),
        service("ins.coverage", "snapshot", Direction.FEED, "csv"));
  }

  @Override
  public Optional<Service.Operation> operation(Header header) {
    return Optional.empty();
  }

  @Override
  public Checked check(Header header, Payload payload) {
    throw new UnsupportedOperationException();
  }

  private static Service service(
      String id, String operation, Direction direction, String... formats) {
    List<Service.Format> known =
        List.of(formats).stream()
            .map(name -> new Service.Format(name, Service.Kind.XML, new AnyContract()))
            .toList();
    return new Service(
        id,
        "1.0",
        id,
        id,
        0,
        Set.of("P04"),
        List.of(
            new Service.Operation(
                operation, Set.of(direction), Service.Mode.P, null, 1_000_000, known)));
  }

  private static final class AnyContract implements Contract {
    @Override
    public boolean appliesTo(Payload payload) {
      return true;
    }

    @Override
    public long check(Payload payload) {
      return 1;
    }
  }
}
