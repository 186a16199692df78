package io.kanhe.intake;

import io.kanhe.platform.database.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline with its real tables on one database, made anew for each test. */
abstract class OnPipeline {

  @TempDir Path feeds;
  @TempDir Path data;
  PipelineFixture kanhe;

  @BeforeEach
  void start() {
    kanhe = new PipelineFixture(feeds, open());
  }

  @AfterEach
  void close() {
    kanhe.database.close();
  }

  abstract Database open();
}
