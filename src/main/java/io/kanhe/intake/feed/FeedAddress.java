package io.kanhe.intake.feed;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Service and batch number of {@code /feeds/{service}/{batchNo}}. */
record FeedAddress(String serviceId, String batchNo) {

  private static final Pattern PATH =
      Pattern.compile("/([a-z][a-z0-9.-]{0,63})/([A-Za-z0-9_-][A-Za-z0-9._-]{0,63})");

  /**
   * @param path what follows {@code /feeds}
   * @throws KanheException 1009 HEADER_INVALID for any other form
   */
  static FeedAddress parse(@Nullable String path) {
    var matcher = PATH.matcher(path == null ? "" : path);
    if (!matcher.matches()) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          "another address (expected: /feeds/<service>/<batchNo>, batchNo of 1 to 64 letters, digits, '.', '_', '-',"
              + " no dot first)");
    }
    return new FeedAddress(matcher.group(1), matcher.group(2));
  }
}
