package io.kanhe.intake.feed;

import io.kanhe.body.Bodies;
import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.FeedRecords;
import io.kanhe.intake.Intake;
import io.kanhe.intake.ReceiptFormat;
import io.kanhe.platform.DataDisk;
import io.kanhe.platform.KanheProperties;
import java.time.Clock;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The feed door. */
@Configuration(proxyBeanMethods = false)
class FeedDoorConfiguration {

  @Bean
  FeedFiles feedFiles(
      KanheProperties properties, FeedRecords records, Bodies bodies, DataDisk disk) {
    FeedFiles files =
        new FeedFiles(
            records.folder(), bodies::newKey, properties.https().maxFeed().toBytes(), disk);
    files.removeOrphans(records::isRecorded);
    return files;
  }

  @Bean
  ServletRegistrationBean<FeedServlet> feedServlet(
      Intake intake, DoorRefusals refusals, FeedFiles files, ReceiptFormat receipts, Clock clock) {
    var registration =
        new ServletRegistrationBean<>(
            new FeedServlet(intake, refusals, files, receipts, clock), "/feeds/*");
    registration.setName("feed-door");
    return registration;
  }
}
