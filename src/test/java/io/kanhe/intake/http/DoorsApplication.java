package io.kanhe.intake.http;

import io.kanhe.intake.AnswerDesk;
import io.kanhe.platform.KanheProperties;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.SoapVerifier;
import io.kanhe.trust.Trust;
import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.FilterType;

/**
 * The gateway without broker, routes and deliveries: doors, pipeline and ledger are the real ones.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConfigurationPropertiesScan(basePackageClasses = KanheProperties.class)
@ComponentScan(
    basePackages = {
      "io.kanhe.platform",
      "io.kanhe.trust",
      "io.kanhe.ledger",
      "io.kanhe.body",
      "io.kanhe.participant",
      "io.kanhe.catalogue",
      "io.kanhe.intake"
    },
    excludeFilters =
        @ComponentScan.Filter(
            type = FilterType.REGEX,
            pattern = "io\\.kanhe\\.(platform\\.broker|intake\\.mq)\\..*|.*Test.*"))
class DoorsApplication {

  @Bean
  @Fallback
  AnswerDesk doorsAnswers() {
    return new NoAnswers();
  }

  @Bean
  @Fallback
  Clock doorsClock() {
    return Clock.systemUTC();
  }

  @Bean
  @Fallback
  SoapVerifier doorsSoapVerifier() {
    return Trust.soapVerifier(AlgorithmPolicy.strict());
  }

  @Bean
  @Fallback
  CmsVerifier doorsCmsVerifier() {
    return Trust.cmsVerifier(AlgorithmPolicy.strict());
  }

  @Bean
  @Fallback
  CertificateTrust doorsTrust(KanheProperties properties) {
    return Trust.certificateTrust(
        Trust.readAnchors(properties.resolve(properties.keys().anchors())));
  }

  @Bean
  @Fallback
  NoteSigner doorsNoteSigner(KanheProperties properties) {
    return Trust.noteSigner(
        properties.ledger().origin(), properties.resolve(properties.keys().log()));
  }

  @Bean
  @Fallback
  NoteVerifier doorsNoteVerifier(NoteSigner signer) {
    return Trust.noteVerifier(signer.verifierKey());
  }
}
