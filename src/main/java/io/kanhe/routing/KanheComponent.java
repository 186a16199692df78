package io.kanhe.routing;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The Camel component {@code kanhe:}. */
final class KanheComponent extends DefaultComponent {

  private final Vocabulary vocabulary;
  private final RouteTable table;

  KanheComponent(Vocabulary vocabulary, RouteTable table) {
    this.vocabulary = vocabulary;
    this.table = table;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws StepRefused {
    Map<String, String> options = new TreeMap<>();
    parameters.forEach((key, value) -> options.put(key, String.valueOf(value)));
    Step step = vocabulary.read(remaining, options);
    parameters.clear();
    return new KanheEndpoint(uri, this, step, table);
  }
}
