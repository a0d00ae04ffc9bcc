// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The Lua script that alone changes the shared state.
 *
 * @param text its source
 * @param sha its SHA-1, for {@code EVALSHA}
 */
public record Script(byte[] text, byte[] sha) {

  /** The task of a run. */
  public enum Task {
    WRITE,
    RESTORE,
    RENEW,
    CHECK,
    LAPSE,
    HEAL
  }

  static final Script DEVICES = read("devices.lua");

  private static Script read(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      byte[] text = Objects.requireNonNull(in, name).readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
      return new Script(text, HexFormat.of().formatHex(digest).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
