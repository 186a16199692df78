package io.kanhe.routing;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.delivery.Askers;
import io.kanhe.message.Direction;
import io.kanhe.participant.ParticipantRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that {@code kanhe:} addresses may use in this gateway. Immutable. */
final class Vocabulary {

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,39}");

  private final Catalogue catalogue;
  private final ParticipantRegistry registry;
  private final Askers askers;
  private final Map<String, PayloadTransform> transforms;
  private final Map<String, RecipientPayload> answers;
  private final Map<String, StateKeeper> keepers;

  Vocabulary(
      Catalogue catalogue,
      ParticipantRegistry registry,
      Askers askers,
      List<PayloadTransform> transforms,
      List<RecipientPayload> answers,
      List<StateKeeper> keepers) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.askers = askers;
    this.transforms = byName(transforms, PayloadTransform::name);
    this.answers = byName(answers, RecipientPayload::name);
    this.keepers = byName(keepers, StateKeeper::name);
  }

  ParticipantRegistry registry() {
    return registry;
  }

  /**
   * Reads an address {@code kanhe:<action>?<options>}.
   *
   * @throws StepRefused if the action, an option or a name in it is unknown
   */
  Step read(String action, Map<String, String> options) throws StepRefused {
    return switch (action) {
      case "accepted" ->
          accepted(new Options(action, options, "service", "operation", "format", "direction"));
      case "deliver" ->
          deliver(new Options(action, options, "to", "operation", "label", "priority"));
      case "transform" ->
          new Step.Transform(new Options(action, options, "using").named("using", transforms));
      case "answer" -> answer(new Options(action, options, "with", "to", "label", "priority"));
      case "keep" -> new Step.Keep(new Options(action, options, "in").named("in", keepers));
      default ->
          throw new StepRefused(
              "unknown address 'kanhe:" + StepRefused.shown(action) + "'",
              "Write kanhe:accepted (from), kanhe:deliver, kanhe:transform, kanhe:answer or"
                  + " kanhe:keep (to)");
    };
  }

  private Step accepted(Options options) throws StepRefused {
    String service = options.mandatory("service");
    String operation = options.word("operation");
    String format = options.word("format");
    List<Service> known =
        catalogue.all().stream().filter(each -> each.id().equals(service)).toList();
    if (known.isEmpty()) {
      throw unknown("service", service, catalogue.all().stream().map(Service::id));
    }
    List<Service.Operation> operations =
        known.stream().flatMap(each -> each.operations().stream()).toList();
    if (operation != null && operations.stream().noneMatch(o -> o.name().equals(operation))) {
      throw unknown("operation", operation, operations.stream().map(Service.Operation::name));
    }
    List<String> formats =
        operations.stream().flatMap(o -> o.formats().stream()).map(Service.Format::name).toList();
    if (format != null && !formats.contains(format)) {
      throw unknown("format", format, formats.stream());
    }
    return new Step.Accepted(service, operation, format, options.direction());
  }

  private Step deliver(Options options) throws StepRefused {
    return new Step.Deliver(
        Recipients.parse(options.mandatory("to"), registry, askers),
        options.word("operation"),
        options.word("label"),
        options.priority());
  }

  private Step answer(Options options) throws StepRefused {
    return new Step.Answer(
        options.named("with", answers),
        Recipients.parse(options.mandatory("to"), registry, askers),
        options.word("label"),
        options.priority());
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    Map<String, T> map = new TreeMap<>();
    for (T each : all) {
      if (map.put(name.apply(each), each) != null) {
        throw new IllegalArgumentException("two parts are named '" + name.apply(each) + "'");
      }
    }
    return Map.copyOf(map);
  }

  private static StepRefused unknown(String what, String found, Stream<String> known) {
    Collection<String> names =
        known.collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    return new StepRefused(
        "unknown " + what + " '" + StepRefused.shown(found) + "'",
        names.isEmpty() ? "This gateway has none" : "Write one of " + names);
  }

  /** The options of one address. */
  private record Options(String action, Map<String, String> values) {

    Options(String action, Map<String, String> values, String... allowed) throws StepRefused {
      this(action, values);
      for (String key : values.keySet()) {
        if (!Set.of(allowed).contains(key)) {
          throw new StepRefused(
              "kanhe:" + action + " has no option '" + StepRefused.shown(key) + "'",
              "Its options are " + List.of(allowed));
        }
      }
    }

    String mandatory(String key) throws StepRefused {
      String value = values.get(key);
      if (value == null || value.isBlank()) {
        throw new StepRefused("kanhe:" + action + " without '" + key + "'", "Add " + key + "=…");
      }
      return value.strip();
    }

    @Nullable String word(String key) throws StepRefused {
      String value = values.get(key);
      if (value != null && !WORD.matcher(value).matches()) {
        throw new StepRefused(
            key + " '" + StepRefused.shown(value) + "'",
            "Write a letter, then letters, digits and hyphens, 40 at most");
      }
      return value;
    }

    @Nullable Direction direction() throws StepRefused {
      String value = values.get("direction");
      if (value == null) {
        return null;
      }
      for (Direction direction : Direction.values()) {
        if (direction.name().equals(value)) {
          return direction;
        }
      }
      throw unknown("direction", value, Stream.of(Direction.values()).map(Direction::name));
    }

    @Nullable Integer priority() throws StepRefused {
      String value = values.get("priority");
      return value == null ? null : Integer.valueOf(Vocabulary.priority(value));
    }

    <T> T named(String key, Map<String, T> known) throws StepRefused {
      String name = mandatory(key);
      T found = known.get(name);
      if (found == null) {
        throw unknown(key, name, known.keySet().stream());
      }
      return found;
    }
  }

  /**
   * @throws StepRefused if {@code text} is not one digit
   */
  static int priority(String text) throws StepRefused {
    if (text.length() != 1 || text.charAt(0) < '0' || text.charAt(0) > '9') {
      throw new StepRefused(
          "priority '" + StepRefused.shown(text) + "'",
          "Write a digit from 0 to 9; 9 is most urgent");
    }
    return text.charAt(0) - '0';
  }
}
