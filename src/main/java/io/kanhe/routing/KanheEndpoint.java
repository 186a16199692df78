package io.kanhe.routing;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A {@code kanhe:} address of a route. */
final class KanheEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

  private final Step step;
  private final RouteTable table;

  KanheEndpoint(String uri, Component component, Step step, RouteTable table) {
    super(uri, component);
    this.step = step;
    this.table = table;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    if (step instanceof Step.Accepted accepted) {
      return new AcceptedConsumer(this, processor, accepted, table);
    }
    throw new IllegalArgumentException("a route begins with kanhe:accepted");
  }

  @Override
  public Producer createProducer() {
    if (step instanceof Step.Accepted) {
      throw new IllegalArgumentException("kanhe:accepted stands only after from");
    }
    return new StepProducer(this, step);
  }

  /** Several flows may take the same message. */
  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  protected String createEndpointUri() {
    return "kanhe";
  }
}
