package io.kanhe.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.citrusframework.config.CitrusSpringConfig;
import org.citrusframework.junit.jupiter.spring.CitrusSpringSupport;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Flows that share one started gateway. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CitrusSpringSupport
@SpringJUnitConfig({CitrusSpringConfig.class, GatewayFlowConfiguration.class})
@interface GatewayFlow {}
