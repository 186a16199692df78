package io.kanhe.routing;

import io.kanhe.platform.KanheException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** The start of a route: {@code kanhe:accepted}. It polls nothing; {@link RoutingWork} calls it. */
final class AcceptedConsumer extends DefaultConsumer {

  private final Step.Accepted step;
  private final RouteTable table;

  AcceptedConsumer(KanheEndpoint endpoint, Processor route, Step.Accepted step, RouteTable table) {
    super(endpoint, route);
    this.step = step;
    this.table = table;
  }

  Step.Accepted step() {
    return step;
  }

  /**
   * Runs the route on the caller's thread.
   *
   * @throws KanheException as a step threw it, or 5005 with the kind of any other fault
   */
  void run(Attempt attempt, Map<String, Object> headers) {
    Exchange exchange = createExchange(false);
    try {
      attempt.attachTo(exchange);
      exchange.getMessage().setBody(attempt.original());
      headers.forEach(exchange.getMessage()::setHeader);
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw Fault.of(exchange.getException());
      }
    } catch (Exception e) {
      // An edge: whatever a library throws must fail this message only, never the worker.
      throw Fault.of(e);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    table.add(this);
  }

  @Override
  protected void doStop() throws Exception {
    table.remove(this);
    super.doStop();
  }
}
