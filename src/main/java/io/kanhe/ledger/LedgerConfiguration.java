package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.KanheProperties.LedgerSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  @Bean(destroyMethod = "close")
  GroupCommitLedger ledger(
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
    return GroupCommitLedger.open(
        database, signer, verifier, clock, settings.maxBatch(), settings.queueLength());
  }

  @Bean
  LogSource publishedLog(GroupCommitLedger ledger) {
    return ledger.published();
  }

  @Bean(destroyMethod = "close")
  LogMirror logMirror(KanheProperties properties, LogSource log, NoteVerifier verifier) {
    return LogMirror.start(
        log,
        new LogFolder(properties.dataFolder().resolve("log"), verifier),
        properties.ledger().mirror());
  }
}
