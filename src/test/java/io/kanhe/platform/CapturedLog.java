package io.kanhe.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that Kanhe logs while it is open, with stack traces, as the file would hold it. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.kanhe");
  private final Level before = logger.getLevel();
  private final PatternLayout layout = new PatternLayout();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public CapturedLog() {
    setContext(logger.getLoggerContext());
    layout.setContext(logger.getLoggerContext());
    layout.setPattern("%level %logger %msg %mdc%n%ex{full}");
    layout.start();
    start();
    logger.setLevel(Level.TRACE);
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(layout.doLayout(event));
  }

  public String text() {
    return String.join("", lines);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
    stop();
  }
}
