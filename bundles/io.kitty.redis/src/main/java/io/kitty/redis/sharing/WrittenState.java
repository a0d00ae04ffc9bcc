// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.state.MachineState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What this hub last wrote of a device, for its renewal and to restore it after a loss. */
public final class WrittenState {

  private static final int DIGITS = 13;
  private static final long READINGS_INTERVAL = Duration.ofSeconds(5).toNanos();

  private final DeviceId id;
  private final boolean present;
  private final String view;
  private final String status;

  /** Milliseconds of the server's clock, as the server has them. */
  private volatile long statusAt;

  private volatile long ipAt;

  /** The connection through which it was written: another one may lead to another database. */
  private final long connection;

  private volatile Instant lastSeen;

  /** What the device was doing when it was written. */
  private final MachineState state;

  /** When it was written, monotonic. */
  private final long wroteAt;

  /** When it was last written or renewed, monotonic. */
  volatile long renewed;

  /** When the server was last known to have it as written, monotonic. */
  volatile long checked;

  /** Whether the server no longer has it, so that it must be written again. */
  private volatile boolean missing;

  /**
   * @param own the device without what came from other hubs
   * @param statusAt since when the view has its status, in milliseconds of the server's clock
   * @param ipAt since when it has its address
   */
  WrittenState(
      Device own, SharedDeviceView view, long statusAt, long ipAt, long now, long connection) {
    this.id = own.id();
    this.present = own.present();
    this.view = view.text();
    this.status = view.status();
    this.statusAt = statusAt;
    this.ipAt = ipAt;
    this.lastSeen = own.lastSeen();
    this.wroteAt = now;
    this.renewed = now;
    this.checked = now;
    this.connection = connection;
    this.state = own.state();
  }

  /**
   * Returns whether other readings than the written ones are due to be written: not more often than
   * in 5 s, as some machines tell them each second.
   *
   * @param now monotonic, in nanoseconds
   */
  public boolean readingsDue(Device own, long now) {
    return now - wroteAt >= READINGS_INTERVAL && !state.equals(own.state());
  }

  public boolean present() {
    return present;
  }

  /** Sets when it was last seen, wall time of this hub. */
  public void seen(Instant time) {
    lastSeen = time;
  }

  /** Returns when it was last seen, wall time of this hub. */
  Instant lastSeen() {
    return lastSeen;
  }

  /** Returns the id under which the hub has the device. */
  DeviceId id() {
    return id;
  }

  /**
   * Returns whether the server has it as written, as far as this hub knows.
   *
   * @param now the number of the present connection
   */
  public boolean stands(long now) {
    return connection == now && !missing;
  }

  /** Returns whether it was lost with the whole database. */
  boolean lost(RedisConnection now) {
    return now.lost(connection);
  }

  /** Marks it to be written again. */
  void missing() {
    missing = true;
  }

  /**
   * Returns since when a view has its status: the first time that this status was written.
   *
   * @param then the result if the status is another one
   */
  long statusAt(SharedDeviceView other, long then) {
    return status.equals(other.status()) ? statusAt : then;
  }

  /**
   * Sets the times that the server kept in place of the written ones: it has the time since when a
   * status holds. What is restored after a loss has to be exactly what was there, or hubs would
   * arrive at another state than the published one.
   *
   * @param times of the state and of the address, 13 digits each
   */
  public void took(String times) {
    statusAt = Long.parseLong(times.substring(0, DIGITS));
    ipAt = Long.parseLong(times.substring(DIGITS));
  }

  /** Returns the times and the view as the server had them, for the script. */
  String former() {
    return String.format(Locale.ROOT, "%013d%013d", statusAt, ipAt) + view;
  }
}
