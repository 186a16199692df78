/**
 * The database behind the gateway: one dialect set for SQLite and PostgreSQL, one writer. See ADR
 * 0001.
 */
@NamedInterface("database")
@NullMarked
package io.kanhe.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
