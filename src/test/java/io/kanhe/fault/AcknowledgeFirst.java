package io.kanhe.fault;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.LedgerStatistics;
import io.kanhe.ledger.Recorded;
import io.kanhe.platform.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;

/**
 * The negative control: a gateway that answers before it records. Loaded by nothing but {@code
 * spring.main.sources} of a process that has this class on its class path; deliberately without an
 * annotation that a scan would find.
 */
class AcknowledgeFirst {

  /** A class path with the control alone, so that nothing else of the tests reaches the gateway. */
  static Path classes() throws IOException {
    Path from = Path.of("target", "test-classes", "io", "kanhe", "fault").toAbsolutePath();
    Path root = Path.of("target", "fault", "control-classes").toAbsolutePath();
    Path to = Files.createDirectories(root.resolve("io").resolve("kanhe").resolve("fault"));
    try (var classes = Files.newDirectoryStream(from, "AcknowledgeFirst*.class")) {
      for (Path file : classes) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return root;
  }

  @Bean
  static BeanPostProcessor hastyLedger(ObjectProvider<Database> database) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Ledger ledger ? new Hasty(ledger, database) : bean;
      }
    };
  }

  /** Gives out receipts of acceptance at once and keeps what they promise in memory for a while. */
  private static final class Hasty implements Ledger, AutoCloseable {

    private static final long DELAY_MILLISECONDS = 700;

    private final Ledger real;
    private final ObjectProvider<Database> database;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    Hasty(Ledger real, ObjectProvider<Database> database) {
      this.real = real;
      this.database = database;
    }

    @Override
    public <R> CompletableFuture<R> append(Change<R> change) {
      R promised = database.getObject().read(connection -> promise(change.plan(connection)));
      if (promised == null) {
        return real.append(change);
      }
      later.schedule(() -> real.append(change), DELAY_MILLISECONDS, TimeUnit.MILLISECONDS);
      return CompletableFuture.completedFuture(promised);
    }

    private <R> @Nullable R promise(Change.Plan<R> plan) throws java.sql.SQLException {
      if (plan instanceof Change.Append<R> append && append.entries().size() == 1) {
        Entry entry = append.entries().get(0);
        if (entry.type() == EntryType.ACCEPTED) {
          long index = real.size();
          Recorded recorded = new Recorded(entry, index, index + 1, List.of(), "not yet");
          return append.writer().write(List.of(recorded), new Nowhere());
        }
      }
      return null;
    }

    @Override
    public long size() {
      return real.size();
    }

    @Override
    public Optional<byte[]> entry(long index) {
      return real.entry(index);
    }

    @Override
    public Optional<String> checkpoint() {
      return real.checkpoint();
    }

    @Override
    public List<byte[]> inclusionProof(long index, long treeSize) {
      return real.inclusionProof(index, treeSize);
    }

    @Override
    public List<byte[]> consistencyProof(long oldSize, long newSize) {
      return real.consistencyProof(oldSize, newSize);
    }

    @Override
    public boolean isHealthy() {
      return real.isHealthy();
    }

    @Override
    public LedgerStatistics statistics() {
      return real.statistics();
    }

    @Override
    public void close() throws Exception {
      later.shutdown();
      ((AutoCloseable) real).close();
    }
  }

  private static final class Nowhere implements Change.Batch {

    @Override
    public void add(String sql, @Nullable Object... arguments) {
      // Not recorded: that is the fault.
    }

    @Override
    public void afterCommit(Runnable action) {
      // There is no commit.
    }
  }
}
