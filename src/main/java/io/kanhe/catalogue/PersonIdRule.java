package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.regex.Pattern;

/**
 * With document type 111 an {@code idNo} is a citizen identity number of 18 characters; those of
 * the first generation with 15 digits are refused.
 *
 * <p>Standard: GB 11643-1999.
 */
final class PersonIdRule implements DocumentRule {

  private static final String IDENTITY_CARD = "111";
  private static final Pattern FORM =
      Pattern.compile("[1-9][0-9]{5}(18|19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9X]");

  private String idType = "";

  @Override
  public void leaf(String path, String text) {
    if (path.endsWith("/idType")) {
      idType = text;
    } else if (path.endsWith("/idNo") && idType.equals(IDENTITY_CARD)) {
      if (!FORM.matcher(text).matches() || !IdentifierType.CITIZEN_ID.isPossible(text)) {
        throw new KanheException(
            ErrorCode.CONTRACT_VIOLATED,
            path + ": found a value of another form, expected a citizen identity number");
      }
      if (!IdentifierType.CITIZEN_ID.hasRightCheckCharacter(text)) {
        throw new KanheException(
            ErrorCode.CHECK_DIGIT_WRONG,
            path
                + ": found a wrong check character, expected "
                + IdentifierType.CITIZEN_ID.expected());
      }
    }
  }

  @Override
  public void end(String path) {}
}
