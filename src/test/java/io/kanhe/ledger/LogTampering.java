package io.kanhe.ledger;

import io.kanhe.ledger.LogFault.Part;

/**
 * What one random edit did, and which place a verification has to name.
 *
 * @param what for the message of a failed test
 * @param entry that the named place has to cover, for an entry
 * @param place that has to be named, for a tile or a checkpoint; empty for any of the part
 */
record LogTampering(String what, Part part, long entry, String place) {

  static LogTampering entry(String what, long entry) {
    return new LogTampering(what + " entry " + entry, Part.ENTRY, entry, "");
  }

  static LogTampering tile(String what, LogPath path) {
    return new LogTampering(what + " " + path, Part.TILE, -1, path.text());
  }

  static LogTampering checkpoint(String what, long size) {
    return new LogTampering(
        what + " checkpoint " + size, Part.CHECKPOINT, -1, "checkpoint " + size);
  }

  boolean isNamedBy(LogReport report) {
    LogFault fault = report.fault();
    return fault != null
        && fault.part() == part
        && (part == Part.ENTRY
            ? fault.firstEntry() <= entry && entry <= fault.lastEntry()
            : place.isEmpty() || fault.place().equals(place));
  }
}
