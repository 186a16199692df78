package io.kanhe.admin.cli;

import io.kanhe.admin.bundle.BundleAddresses;
import io.kanhe.admin.bundle.ServiceBundles;
import io.kanhe.catalogue.Service;
import io.kanhe.participant.ConfiguredPartners;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "bundle",
    description = {
      "Write what a partner needs of a service into one file: contract, samples, code lists,",
      "clients. Without a service: list them."
    },
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class BundleCommand implements Callable<Integer> {

  private static final int UNREADABLE = 2;

  @Parameters(paramLabel = "SERVICE", arity = "0..1", description = "as ew.alert; all: every one")
  private @Nullable String id;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "where <service>-<version>.zip is written; default ${DEFAULT-VALUE}")
  private Path out;

  @Option(names = "--unpack", description = "write a folder, not a ZIP file")
  private boolean unpack;

  @Option(
      names = "--config",
      paramLabel = "FOLDER",
      defaultValue = "config",
      description = "configuration; default ${DEFAULT-VALUE}")
  private Path config;

  @Option(
      names = "--host",
      defaultValue = "localhost",
      description = "the gateway as partners see it; default ${DEFAULT-VALUE}")
  private String host;

  @Option(names = "--https-port", defaultValue = "8443", description = "default ${DEFAULT-VALUE}")
  private int https;

  @Option(names = "--mq-port", defaultValue = "61617", description = "default ${DEFAULT-VALUE}")
  private int core;

  @Option(names = "--amqp-port", defaultValue = "5671", description = "default ${DEFAULT-VALUE}")
  private int amqp;

  @Option(names = "--mqtt-port", defaultValue = "8883", description = "default ${DEFAULT-VALUE}")
  private int mqtt;

  @Option(names = "--stomp-port", defaultValue = "61614", description = "default ${DEFAULT-VALUE}")
  private int stomp;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    try {
      String gateway = ConfiguredPartners.read(config).registry().gateway().uscc().toString();
      ServiceBundles bundles =
          ServiceBundles.read(
              config, new BundleAddresses(host, https, core, amqp, mqtt, stomp, gateway));
      if (id == null) {
        bundles
            .services()
            .forEach(
                each -> print.println(each.id() + " " + each.version() + "  " + each.nameEn()));
        return 0;
      }
      List<Service> chosen = id.equals("all") ? bundles.services() : List.of(bundles.service(id));
      for (Service each : chosen) {
        print.println(write(bundles, each));
      }
      return 0;
    } catch (KanheException e) {
      print.println("kanhe bundle: " + e.code() + ": " + e.getMessage());
    } catch (IOException e) {
      print.println("kanhe bundle: " + out + " cannot be written");
    }
    return UNREADABLE;
  }

  private Path write(ServiceBundles bundles, Service service) throws IOException {
    Files.createDirectories(out);
    if (!unpack) {
      Path file = out.resolve(ServiceBundles.name(service) + ".zip");
      Files.write(file, bundles.zip(service));
      return file;
    }
    Path folder = out.resolve(ServiceBundles.name(service));
    for (Map.Entry<String, byte[]> part : bundles.parts(service).entrySet()) {
      Path file = folder.resolve(part.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, part.getValue());
    }
    return folder;
  }
}
