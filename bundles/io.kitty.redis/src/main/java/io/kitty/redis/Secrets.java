// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the password comes from. */
final class Secrets {

  private Secrets() {}

  /**
   * The address with the password of the file, else of the environment, else its own.
   *
   * @throws IllegalArgumentException with a sentence for people, if the file cannot be read
   */
  static Address complete(Address address, String file) {
    if (!file.isEmpty()) {
      try {
        return address.withPassword(Files.readString(Path.of(file)).strip());
      } catch (IOException e) {
        throw new IllegalArgumentException("password.file = " + file + " cannot be read: " + e, e);
      }
    }
    String variable = Objects.requireNonNullElse(System.getenv("REDIS_PASSWORD"), "");
    return variable.isBlank() ? address : address.withPassword(variable.strip());
  }
}
