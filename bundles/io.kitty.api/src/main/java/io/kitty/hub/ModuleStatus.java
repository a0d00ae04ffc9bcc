// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of a module: a discovery protocol, or another part of the hub.
 *
 * @param id the module's id, for instance {@code ssdp}
 * @param protocol whether it is a discovery protocol
 * @param state its state
 * @param detail the reason for the state and how to fix it, in one sentence; {@code ""} for none
 * @param lastRun when its last round of active search started; null if there was none
 * @param lastDuration how long that round took; null while it runs or if there was none
 * @param lastError the last error; {@code ""} if there was none
 * @param counters its counters, by name
 * @param interfaces the status on each interface it uses
 * @param progress the progress of the current round; null if none is running, or it is unknown
 * @param switchable whether a single key {@code enabled} switches it; a module with one instance
 *     per configuration has that key in each of them
 */
public record ModuleStatus(
    String id,
    boolean protocol,
    State state,
    String detail,
    @Nullable Instant lastRun,
    @Nullable Duration lastDuration,
    String lastError,
    Map<String, Long> counters,
    List<InterfaceStatus> interfaces,
    @Nullable Progress progress,
    boolean switchable) {

  /**
   * The progress of a round of active search.
   *
   * @param done units done, for instance hosts probed
   * @param total units in all
   */
  public record Progress(long done, long total) {}

  /** Creates a status that is switchable. */
  public ModuleStatus(
      String id,
      boolean protocol,
      State state,
      String detail,
      @Nullable Instant lastRun,
      @Nullable Duration lastDuration,
      String lastError,
      Map<String, Long> counters,
      List<InterfaceStatus> interfaces,
      @Nullable Progress progress) {
    this(
        id,
        protocol,
        state,
        detail,
        lastRun,
        lastDuration,
        lastError,
        counters,
        interfaces,
        progress,
        true);
  }

  /** Creates a status that is switchable and has no progress. */
  public ModuleStatus(
      String id,
      boolean protocol,
      State state,
      String detail,
      @Nullable Instant lastRun,
      @Nullable Duration lastDuration,
      String lastError,
      Map<String, Long> counters,
      List<InterfaceStatus> interfaces) {
    this(id, protocol, state, detail, lastRun, lastDuration, lastError, counters, interfaces, null);
  }

  /** The state of a module. */
  public enum State {
    /** It is starting. */
    STARTING,
    /** It works as configured. */
    RUNNING,
    /** It runs with a limitation. */
    DEGRADED,
    /** It cannot run; the hub retries. */
    FAILED,
    /** It is disabled. */
    DISABLED
  }

  /**
   * The status of a module on one interface.
   *
   * @param name the interface's name
   * @param state its state there
   * @param packetsIn datagrams received there
   * @param packetsOut datagrams sent there
   * @param sightings sightings reported from there
   * @param lastError the last error there; {@code ""} if there was none
   * @param hint what a person should know about the network there; {@code ""} for nothing
   */
  public record InterfaceStatus(
      String name,
      State state,
      long packetsIn,
      long packetsOut,
      long sightings,
      String lastError,
      String hint) {}

  /** Creates the status of a module that is not a protocol and has no further details. */
  public static ModuleStatus of(String id, State state, String detail, Map<String, Long> counters) {
    return new ModuleStatus(id, false, state, detail, null, null, "", counters, List.of());
  }

  /** Returns a copy for a module with one instance per configuration. */
  public ModuleStatus withoutSwitch() {
    return new ModuleStatus(
        id,
        protocol,
        state,
        detail,
        lastRun,
        lastDuration,
        lastError,
        counters,
        interfaces,
        progress,
        false);
  }

  /** Returns whether it counts as up in the hub's health. */
  public boolean up() {
    return state == State.RUNNING || state == State.DEGRADED;
  }
}
