package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.KanheProperties.LedgerSettings;
import io.kanhe.platform.KanheProperties.TimestampSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.TimeStamping;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  /** The opened log, of which everything else gets the part that it is to see. */
  record OpenedLog(GroupCommitLedger ledger) {}

  @Bean
  OpenedLog openedLog(
      KanheProperties properties,
      Database database,
      NoteSigner signer,
      NoteVerifier verifier,
      Clock clock) {
    LedgerSettings settings = properties.ledger();
    if (!signer.name().equals(settings.origin())) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.ledger.origin is "
              + settings.origin()
              + ", the log key is named "
              + signer.name());
    }
    return new OpenedLog(
        GroupCommitLedger.open(
            database, signer, verifier, clock, settings.maxBatch(), settings.queueLength()));
  }

  @Bean(destroyMethod = "close")
  Ledger ledger(OpenedLog log) {
    return log.ledger();
  }

  @Bean
  LogSource publishedLog(OpenedLog log) {
    return log.ledger().published();
  }

  @Bean(destroyMethod = "close")
  LogMirror logMirror(KanheProperties properties, LogSource log, NoteVerifier verifier) {
    return LogMirror.start(
        log,
        new LogFolder(properties.dataFolder().resolve("log"), verifier),
        properties.ledger().mirror());
  }

  @Bean
  Stamps stamps(
      KanheProperties properties,
      Ledger ledger,
      Database database,
      TimeStamping stamping,
      ObjectProvider<TimeStampAuthority> own,
      Clock clock) {
    TimestampSettings settings = properties.timestamp();
    if (!settings.enabled()) {
      return Stamps.NONE;
    }
    List<TimeStampAuthority> authorities = new ArrayList<>();
    settings
        .authorities()
        .forEach(
            address -> authorities.add(new HttpTimeStampAuthority(address, settings.timeout())));
    if (authorities.isEmpty()) {
      own.orderedStream().forEach(authorities::add);
    }
    if (authorities.isEmpty()) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.timestamp.authorities is empty (expected: the URLs of two or more RFC 3161"
              + " authorities, or kanhe.timestamp.enabled=false)");
    }
    Stamper stamper =
        new Stamper(
            ledger,
            database,
            stamping,
            authorities,
            new Stamper.Settings(settings.interval(), settings.grace(), settings.tolerance()),
            clock);
    stamper.start();
    return stamper;
  }
}
