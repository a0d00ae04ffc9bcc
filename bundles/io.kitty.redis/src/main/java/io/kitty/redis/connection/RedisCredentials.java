// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import io.kitty.commons.FileFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the password comes from. */
public final class RedisCredentials {

  private RedisCredentials() {}

  /**
   * The address with the password of the file, else with the one that is given, else with its own.
   *
   * @param password {@code ""} for none
   * @param file {@code ""} for none
   * @throws IllegalArgumentException with a sentence for people, if the file cannot be read
   */
  public static RedisUrl complete(RedisUrl address, String password, String file) {
    if (file.isEmpty()) {
      return password.isEmpty() ? address : address.withPassword(password);
    }
    Path path = Path.of(file);
    try {
      return address.withPassword(Files.readString(path).strip());
    } catch (IOException e) {
      String why = FileFailures.sentence(path, e);
      throw new IllegalArgumentException("password.file = " + file + " cannot be read: " + why, e);
    }
  }
}
