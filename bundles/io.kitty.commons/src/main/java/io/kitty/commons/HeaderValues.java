// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of the headers of SSDP messages, as devices write them. */
public final class HeaderValues {

  private static final int MAX_DIGITS = 18;
  private static final Pattern MAX_AGE =
      Pattern.compile("(?i)\\bmax-age\\s*=\\s*\"?(\\d{1,18})(?!\\d)");

  private HeaderValues() {}

  /**
   * Returns the lifetime in seconds that a {@code Cache-Control} header states (RFC 9111, section
   * 5.2.2.1), also in quotes; null if there is none.
   */
  public static @Nullable Long maxAge(String cacheControl) {
    Matcher matcher = MAX_AGE.matcher(cacheControl);
    return matcher.find() ? number(matcher.group(1)) : null;
  }

  /** Returns a number of up to 18 decimal digits; null if a text is something else, or absent. */
  public static @Nullable Long number(@Nullable String text) {
    return text != null
            && !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Long.valueOf(text)
        : null;
  }
}
