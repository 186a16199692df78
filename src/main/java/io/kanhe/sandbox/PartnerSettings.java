package io.kanhe.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Options in a file, a line each: {@code https-port=8443}, {@code send=ew.alert,wat.stage}. */
final class PartnerSettings {

  private static final String OPTION = "--settings";

  private PartnerSettings() {}

  /** The arguments with those of the file that {@code --settings} names before them. */
  static String[] with(String[] arguments) throws PartnerProblem {
    List<String> all = new ArrayList<>(List.of(arguments));
    String file = null;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith(OPTION + "=")) {
        file = arguments[i].substring(OPTION.length() + 1);
      } else if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
        file = arguments[i + 1];
      }
    }
    if (file == null) {
      return arguments;
    }
    try {
      all.addAll(0, arguments(file, all));
      return all.toArray(String[]::new);
    } catch (IOException | IllegalArgumentException e) {
      throw new PartnerProblem(
          OPTION
              + " "
              + file
              + ": found no readable file of properties, expected lines as"
              + " https-port=8443");
    }
  }

  /**
   * The options of the file as arguments, without those that are given already.
   *
   * @throws IOException if there is no such file
   * @throws IllegalArgumentException if it is no file of properties
   */
  private static List<String> arguments(String file, List<String> given) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(file))) {
      properties.load(in);
    }
    List<String> arguments = new ArrayList<>();
    for (String name : properties.stringPropertyNames().stream().sorted().toList()) {
      String option = "--" + name;
      String value = properties.getProperty(name).strip();
      boolean overridden =
          given.stream().anyMatch(each -> each.equals(option) || each.startsWith(option + "="));
      if (overridden) {
        continue;
      }
      if (value.equals("true")) {
        arguments.add(option);
      } else if (!value.equals("false")) {
        for (String each : name.equals("send") ? value.split(",") : new String[] {value}) {
          arguments.add(option + "=" + each.strip());
        }
      }
    }
    return arguments;
  }
}
