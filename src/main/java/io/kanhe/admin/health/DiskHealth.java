package io.kanhe.admin.health;

import io.kanhe.platform.DataDisk;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while intake refuses with 5004 because the disk of the data folder is nearly full. */
final class DiskHealth implements HealthIndicator {

  private final DataDisk disk;

  DiskHealth(DataDisk disk) {
    this.disk = disk;
  }

  @Override
  public Health health() {
    long free = disk.freeBytes();
    return (free >= DataDisk.RESERVE_BYTES ? Health.up() : Health.down())
        .withDetail("freeBytes", free)
        .withDetail("minimumFreeBytes", DataDisk.RESERVE_BYTES)
        .build();
  }
}
