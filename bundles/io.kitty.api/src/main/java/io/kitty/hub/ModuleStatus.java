// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a module is: a discovery protocol, or another part of the hub.
 *
 * @param id the module's id, for instance {@code ssdp}
 * @param protocol whether it is a discovery protocol
 * @param state what it is doing
 * @param detail why it is in that state and what would mend it, in one sentence; {@code ""} where
 *     there is nothing to say
 * @param lastRun when its last round of active search began; null if there was none
 * @param lastDuration how long that round took; null while it runs or if there was none
 * @param lastError what went wrong last; {@code ""} if nothing did
 * @param counters what it counts, by name
 * @param interfaces the same for each interface it uses
 * @param progress how far the round is that runs now; null where none runs, or it cannot be told
 * @param switchable whether one key {@code enabled} switches it; a module that runs once for each
 *     of its configurations has one in each of them
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
   * How far a round of active search is.
   *
   * @param done what is done, for instance hosts asked
   * @param total what there is to do
   */
  public record Progress(long done, long total) {}

  /** One that has a switch. */
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

  /** One that has a switch and shows no progress. */
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

  /** What a module is doing. */
  public enum State {
    /** It is on its way up. */
    STARTING,
    /** It does what it should. */
    RUNNING,
    /** It runs, but not as well as it could. */
    DEGRADED,
    /** It cannot run; it is tried again. */
    FAILED,
    /** It is switched off. */
    DISABLED
  }

  /**
   * How a module is on one interface.
   *
   * @param name the interface's name
   * @param state what it is doing there
   * @param packetsIn datagrams received there
   * @param packetsOut datagrams sent there
   * @param sightings what was reported from there
   * @param lastError what went wrong there last; {@code ""} if nothing did
   * @param hint what a person should know of the network there; {@code ""} for nothing
   */
  public record InterfaceStatus(
      String name,
      State state,
      long packetsIn,
      long packetsOut,
      long sightings,
      String lastError,
      String hint) {}

  /** The status of a module that is no protocol and has no more to say. */
  public static ModuleStatus of(String id, State state, String detail, Map<String, Long> counters) {
    return new ModuleStatus(id, false, state, detail, null, null, "", counters, List.of());
  }

  /** The same for a module that runs once for each of its configurations. */
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

  /** Whether it is up, as far as the hub's health goes. */
  public boolean up() {
    return state == State.RUNNING || state == State.DEGRADED;
  }
}
