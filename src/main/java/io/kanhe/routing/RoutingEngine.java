package io.kanhe.routing;

import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts the routes, then the work; stops them in the other order. */
final class RoutingEngine implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RoutingEngine.class);

  private final Path folder;
  private final RouteFiles files;
  private final RouteTable table;
  private final RoutingWork work;
  private final DefaultCamelContext context;
  private volatile boolean running;

  RoutingEngine(
      Path folder, Vocabulary vocabulary, RouteFiles files, RouteTable table, RoutingWork work) {
    this.folder = folder;
    this.files = files;
    this.table = table;
    this.work = work;
    this.context = RoutingContext.create("kanhe", vocabulary, table);
  }

  /**
   * @throws io.kanhe.platform.KanheException 5006 with every problem of every route file
   */
  @Override
  public void start() {
    files.load(folder, context);
    table.versions(files.loaded());
    context.start();
    work.start();
    running = true;
    LOG.info("{} routes run", files.loaded().size());
  }

  @Override
  public void stop() {
    work.close();
    context.stop();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the doors open, after everything that routes need. */
  @Override
  public int getPhase() {
    return -1_000;
  }
}
