package io.kanhe;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The gateway application. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Kanhe {

  public static void main(String[] arguments) {
    SpringApplication.run(Kanhe.class, arguments);
  }
}
