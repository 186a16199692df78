package io.kanhe.service.notice;

import io.kanhe.intake.OwnMessages;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

  private static final Duration PAUSE = Duration.ofMillis(500);

  @Bean
  NoticeClerk noticeClerk(
      Database database, OwnMessages own, ParticipantRegistry registry, Clock clock) {
    return new NoticeClerk(database, own, registry, clock, PAUSE);
  }

  @Bean
  Terms terms(KanheProperties properties) {
    return new Terms(
        properties.sandbox().enabled() ? properties.sandbox().day() : Duration.ofDays(1));
  }
}
