// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.commons.FileFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A password or key, or a URL that contains one. Its text, and all messages about it, do not
 * contain it. Immutable.
 *
 * <p>It is printable ASCII of at most {@value #MAX_LENGTH} characters, so that it fits into a
 * header of HTTP.
 */
public final class Secret {

  /** No secret. */
  public static final Secret NONE = new Secret("");

  private static final int MAX_LENGTH = 1024;
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0," + MAX_LENGTH + "}");

  /** The hub's folder, against which relative paths are resolved. */
  private static final Path HOME = Path.of(System.getProperty("karaf.base", ""));

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Returns the secret in a file or, without one, the one that is given.
   *
   * @param name the name of the key that gives it, for instance {@code api.key}; that of the file
   *     is the same with {@code .file}
   * @param value the secret; {@code ""} for none
   * @param file the path of a file that contains the secret only; {@code ""} for none
   * @throws IllegalArgumentException with a sentence for people, if the file cannot be read or the
   *     secret is malformed
   */
  public static Secret of(String name, String value, String file) {
    String text = file.isBlank() ? value.strip() : read(name + ".file = " + file, file.strip());
    if (!VALUE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          (file.isBlank() ? name : name + ".file = " + file)
              + " is not used: allowed are up to "
              + MAX_LENGTH
              + " printable ASCII characters");
    }
    return text.isEmpty() ? NONE : new Secret(text);
  }

  /**
   * Returns the same, and fails if there is none.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  public static Secret needed(String name, String value, String file) {
    Secret secret = of(name, value, file);
    if (secret.isEmpty()) {
      throw new IllegalArgumentException(name + " or " + name + ".file is missing");
    }
    return secret;
  }

  private static String read(String place, String file) {
    Path path = HOME.resolve(file);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(2 * MAX_LENGTH);
      String text = new String(bytes, UTF_8).strip();
      if (text.isEmpty()) {
        throw new IllegalArgumentException(place + " is not used: the file is empty");
      }
      return text;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          place + " cannot be read: " + FileFailures.sentence(path, e), e);
    }
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  /** Returns the secret itself, to be sent to the machine and nowhere else. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Returns whether there is one, and nothing of it. */
  @Override
  public String toString() {
    return isEmpty() ? "no secret" : "a secret";
  }
}
