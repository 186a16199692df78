package io.kanhe.admin.api;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.message.Uscc;
import io.kanhe.participant.ParticipantId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  /** Ids and digests are text in JSON, written as everywhere else. */
  @Bean
  JacksonModule kanheIdentifiers() {
    return new SimpleModule("kanhe-identifiers")
        .addSerializer(MessageId.class, ToStringSerializer.instance)
        .addSerializer(ParticipantId.class, ToStringSerializer.instance)
        .addSerializer(Uscc.class, ToStringSerializer.instance)
        .addSerializer(Digest.class, ToStringSerializer.instance);
  }
}
