// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Counts one protocol's packets and errors on each interface. Thread-safe. */
public final class InterfaceCounters {

  /** The counters of one interface. */
  public static final class Counts {
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private final LongAdder sightings = new LongAdder();
    private volatile String lastError = "";
    private volatile String hint = "";
    private volatile boolean failed;

    /** Returns the datagrams received. */
    public long in() {
      return in.sum();
    }

    /** Returns the datagrams sent. */
    public long out() {
      return out.sum();
    }

    /** Returns the sightings reported. */
    public long sightings() {
      return sightings.sum();
    }

    /** Returns the last error, {@code ""} if there was none. */
    public String lastError() {
      return lastError;
    }

    /** Returns the hint about the network there, {@code ""} for none. */
    public String hint() {
      return hint;
    }

    /** Returns whether the protocol has no socket there, though it should. */
    public boolean failed() {
      return failed;
    }
  }

  private final Map<String, Counts> counts = new ConcurrentHashMap<>();

  /** Returns the counters by interface name; {@code ""} for an unknown interface. */
  public Map<String, Counts> counts() {
    return counts;
  }

  /** Counts datagrams. */
  public void count(String interfaceName, long in, long out) {
    Counts of = of(interfaceName);
    of.in.add(in);
    of.out.add(out);
  }

  /** Counts a sighting. */
  public void sighting(String interfaceName) {
    of(interfaceName).sightings.increment();
  }

  /** Records an error. */
  public void error(String interfaceName, String message) {
    of(interfaceName).lastError = message;
  }

  /** Sets the hint for a person, {@code ""} for none; returns whether it changed. */
  public boolean hint(String interfaceName, String hint) {
    Counts of = of(interfaceName);
    boolean changed = !of.hint.equals(hint);
    of.hint = hint;
    return changed;
  }

  /** Records whether a required socket is missing. */
  public void failed(String interfaceName, boolean failed) {
    of(interfaceName).failed = failed;
  }

  /** Drops the counters of interfaces that no longer exist. */
  public void retain(Predicate<String> interfaceNames) {
    counts.keySet().removeIf(name -> !name.isEmpty() && !interfaceNames.test(name));
  }

  private Counts of(String interfaceName) {
    Counts found = counts.get(interfaceName);
    return found != null ? found : counts.computeIfAbsent(interfaceName, name -> new Counts());
  }
}
