// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Counts what one protocol does on each interface. Any thread. */
public final class InterfaceCounters {

  /** The counts of one interface. */
  public static final class Counts {
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private final LongAdder sightings = new LongAdder();
    private volatile String lastError = "";
    private volatile String hint = "";
    private volatile boolean failed;

    /** Datagrams received. */
    public long in() {
      return in.sum();
    }

    /** Datagrams sent. */
    public long out() {
      return out.sum();
    }

    /** Things reported. */
    public long sightings() {
      return sightings.sum();
    }

    /** What went wrong last, {@code ""} if nothing did. */
    public String lastError() {
      return lastError;
    }

    /** What a person should know of the network there, {@code ""} for nothing. */
    public String hint() {
      return hint;
    }

    /** Whether the protocol has no socket there, though it should. */
    public boolean failed() {
      return failed;
    }
  }

  private final Map<String, Counts> counts = new ConcurrentHashMap<>();

  /** The counts by the interface's name; {@code ""} for what cannot be told. */
  public Map<String, Counts> counts() {
    return counts;
  }

  /** Counts datagrams. */
  public void count(String interfaceName, long in, long out) {
    Counts of = of(interfaceName);
    of.in.add(in);
    of.out.add(out);
  }

  /** Counts something reported. */
  public void sighting(String interfaceName) {
    of(interfaceName).sightings.increment();
  }

  /** Notes what went wrong. */
  public void error(String interfaceName, String message) {
    of(interfaceName).lastError = message;
  }

  /** Notes what a person should know, {@code ""} for nothing; tells whether that is news. */
  public boolean hint(String interfaceName, String hint) {
    Counts of = of(interfaceName);
    boolean news = !of.hint.equals(hint);
    of.hint = hint;
    return news;
  }

  /** Notes whether there is a socket where there should be one. */
  public void failed(String interfaceName, boolean failed) {
    of(interfaceName).failed = failed;
  }

  /** Drops the counts of interfaces that are no more. */
  public void retain(Predicate<String> interfaceNames) {
    counts.keySet().removeIf(name -> !name.isEmpty() && !interfaceNames.test(name));
  }

  private Counts of(String interfaceName) {
    Counts found = counts.get(interfaceName);
    return found != null ? found : counts.computeIfAbsent(interfaceName, name -> new Counts());
  }
}
