package io.kanhe.admin.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down before the disk of the data folder is full, so that senders are turned away while everything
 * still works.
 */
final class DiskHealth implements HealthIndicator {

  static final long MINIMUM_FREE_BYTES = 64L << 20;

  private final Path dataFolder;

  DiskHealth(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  @Override
  public Health health() {
    try {
      long free = Files.getFileStore(dataFolder).getUsableSpace();
      return (free >= MINIMUM_FREE_BYTES ? Health.up() : Health.down())
          .withDetail("freeBytes", free)
          .withDetail("minimumFreeBytes", MINIMUM_FREE_BYTES)
          .build();
    } catch (IOException e) {
      return Health.down().withDetail("reason", "the data folder cannot be read").build();
    }
  }
}
