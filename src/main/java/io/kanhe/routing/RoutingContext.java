package io.kanhe.routing;

import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultLanguageResolver;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LanguageResolver;

/** Makes Camel contexts that can run route files and nothing else. */
final class RoutingContext {

  private static final Set<String> LANGUAGES = Set.of("constant", "simple", "xpath", "header");

  private RoutingContext() {}

  static DefaultCamelContext create(String name, Vocabulary vocabulary, RouteTable table) {
    DefaultCamelContext context = new DefaultCamelContext(false);
    context.getCamelContextExtension().setName(name);
    context.disableJMX();
    context.setTracing(false);
    context.setStartupSummaryLevel(StartupSummaryLevel.Off);
    context.setMessageHistory(false);
    context.setLoadTypeConverters(false);
    context.setAllowUseOriginalMessage(false);
    // Second wall: even an address or expression that slipped through the check finds no component
    // and no language that could reach a file, a class, a bean or the network.
    context
        .getCamelContextExtension()
        .addContextPlugin(
            ComponentResolver.class, (component, camel) -> component(component, vocabulary, table));
    LanguageResolver all = new DefaultLanguageResolver();
    context
        .getCamelContextExtension()
        .addContextPlugin(
            LanguageResolver.class, (language, camel) -> language(all, language, camel));
    // A fault goes back to RoutingWork, which knows what to do; Camel would log the exchange.
    context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerBuilder());
    return context;
  }

  private static Component component(String name, Vocabulary vocabulary, RouteTable table) {
    return switch (name) {
      case "kanhe" -> new KanheComponent(vocabulary, table);
      case "direct" -> new DirectComponent();
      default -> throw new IllegalArgumentException("routes have no component '" + name + "'");
    };
  }

  private static Language language(
      LanguageResolver all, String name, org.apache.camel.CamelContext camel) {
    if (!LANGUAGES.contains(name)) {
      throw new NoSuchLanguageException(name);
    }
    return all.resolveLanguage(name, camel);
  }
}
