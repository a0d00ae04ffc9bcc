// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README of the bundle under test, whose recipes are run as they are printed. */
public final class Readme {

  private Readme() {}

  /**
   * Returns the first code block of a language below a heading.
   *
   * @param heading the text of the heading
   * @param language the language behind the three backticks
   * @throws AssertionError if there is none
   */
  public static String block(String heading, String language) throws IOException {
    String text = Files.readString(Path.of("README.md"));
    Matcher block =
        Pattern.compile(
                "^#+ "
                    + Pattern.quote(heading)
                    + "\n(?:(?!#).*\n)*?```"
                    + Pattern.quote(language)
                    + "\n((?:.*\n)*?)```",
                Pattern.MULTILINE)
            .matcher(text);
    if (!block.find()) {
      throw new AssertionError("README.md has no " + language + " below '" + heading + "'");
    }
    return block.group(1);
  }
}
