// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.redis.script.Script.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the arguments of one run of the script, for some devices at once. */
public final class ScriptBatch {

  /** Devices per run: few enough that the script does not block other clients of the server. */
  public static final int SIZE = 64;

  private final RedisKeys names;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> arguments = new ArrayList<>();
  private int devices;

  /**
   * @param hub this hub
   * @param ttl the lease, in milliseconds
   * @param length the length of the event stream
   * @param life the life of the database that it applies to; {@code ""} for any
   */
  public ScriptBatch(Task task, RedisKeys names, String hub, long ttl, int length, String life) {
    this.names = names;
    keys.add(names.all());
    keys.add(names.order());
    keys.add(names.events());
    keys.add(names.life());
    keys.add(names.notes());
    add(task.name().toLowerCase(Locale.ROOT));
    add(hub);
    add(ttl);
    add(length);
    add(life);
  }

  /** Starts the arguments of the next device. */
  public ScriptBatch device(String id) {
    devices++;
    keys.add(names.device(id));
    return add(id);
  }

  public ScriptBatch add(String text) {
    return add(text.getBytes(UTF_8));
  }

  public ScriptBatch add(long number) {
    return add(Long.toString(number));
  }

  public ScriptBatch add(byte[] bytes) {
    arguments.add(bytes);
    return this;
  }

  public boolean full() {
    return devices >= SIZE;
  }

  public boolean isEmpty() {
    return devices == 0;
  }

  List<byte[]> keys() {
    return keys;
  }

  List<byte[]> arguments() {
    return arguments;
  }
}
