package io.kanhe.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that a door must answer with a certain refusal.
 *
 * @param name the defect
 * @param code of the refusal; 0 where there is none, because it is no message at all or must be
 *     taken
 * @param status of HTTP; 0 at the MQ door
 */
record HostileCase(String name, int code, int status, Attack attack) {

  private static final Pattern CODE = Pattern.compile("(?:<k:code>|\"code\":)(\\d{4})");

  interface Attack {
    Reply send() throws Exception;
  }

  /** What came back; {@code status} 0 at the MQ door. */
  record Reply(int status, String body) {

    int code() {
      Matcher found = CODE.matcher(body);
      return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
