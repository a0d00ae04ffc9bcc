// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * The names of what is kept in Redis. They are a public contract, but for {@link #order} and {@link
 * #life}.
 *
 * @param prefix stands before each; in a cluster it has all keys in one slot
 */
public record RedisKeys(String prefix) {

  private static final String DEVICE = "device:";

  public static final RedisKeys PLAIN = new RedisKeys("");
  public static final RedisKeys CLUSTER = new RedisKeys("{kitty}:");

  /** The set of the keys of the hashes of all present devices. */
  public byte[] all() {
    return bytes("devices:all");
  }

  /** The ids of all devices that are kept, in the order in which they were written last. */
  public byte[] order() {
    return bytes("devices:order");
  }

  /** Which life of the database this is: it is lost when the database is. */
  public byte[] life() {
    return bytes("devices:life");
  }

  /** What people said of devices: a hash without a TTL. */
  public byte[] notes() {
    return bytes("devices:notes");
  }

  /** The stream of all events. */
  byte[] events() {
    return bytes("events");
  }

  /** The hash of a device. */
  public byte[] device(String id) {
    return bytes(DEVICE + id);
  }

  /** The id of the device whose hash has this key; null if it is no such key. */
  public @Nullable String id(String key) {
    String start = prefix + DEVICE;
    return key.startsWith(start) ? key.substring(start.length()) : null;
  }

  private byte[] bytes(String name) {
    return (prefix + name).getBytes(UTF_8);
  }
}
