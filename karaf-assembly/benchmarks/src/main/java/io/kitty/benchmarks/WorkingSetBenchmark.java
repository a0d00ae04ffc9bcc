// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import io.kitty.device.Authority;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.ModelLimits;
import io.kitty.model.WorkingSet;
import io.kitty.model.evidence.Timestamp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The path from a sighting through identity and merge to the event, in one thread. */
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {CoreThroughput.COMPILER, CoreThroughput.COLLECTOR})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class WorkingSetBenchmark {
  private static final int NEW = 10_000;

  /** The maximum number of sightings before the devices are updated. */
  private static final int BATCH = 64;

  private static final Source SOURCE = new Source("ssdp", "device", "ssdp", Authority.GENERAL);

  /** A sighting and its MAC address. */
  private record Seen(Sighting sighting, Mac mac) {}

  /** The number of known devices. */
  @Param({"1000", "10000", "100000"})
  int devices;

  private final List<Seen> seen = new ArrayList<>();

  /** Other objects that say the same as {@link #seen}, in a random order. */
  private final List<Seen> equal = new ArrayList<>();

  /** What says something else, in the order of {@link #equal}. */
  private final List<Seen> otherwise = new ArrayList<>();

  private final List<Seen> unknown = new ArrayList<>();
  private final Map<String, Sighting> bare = new HashMap<>();
  private WorkingSet full = empty();
  private int last = -1;
  private boolean odd;
  private long events;

  /** Adds all devices to a working set. */
  @Setup
  public void fill() throws UnknownHostException {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      seen.add(seen(i, "a"));
      order.add(i);
    }
    Collections.shuffle(order, new Random(devices));
    for (int number : order) {
      equal.add(seen(number, "a"));
      otherwise.add(seen(number, "b"));
    }
    for (int i = 0; i < NEW; i++) {
      unknown.add(seen(i, "a"));
    }
    full = empty();
    takeAll(full, seen);
  }

  private WorkingSet empty() {
    return new WorkingSet(new ModelLimits(200_000, 200_000), event -> events++, said -> {});
  }

  private static Seen seen(int number, String status) throws UnknownHostException {
    byte[] octets = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    InetAddress address = InetAddress.getByAddress(octets);
    String uuid = new UUID(0x4b495454_59004000L, Long.MIN_VALUE + 1 + number).toString();
    Sighting sighting =
        Sighting.of("uuid:" + uuid, new Endpoint(address, "eth0"), Duration.ofMinutes(30))
            .identifier(Identifier.uuid(uuid))
            .fact(Fact.NAME, "Device " + number)
            .attribute("server", "Linux/6 UPnP/1.1 Bench/1")
            .attribute("location", "http://" + address.getHostAddress() + "/description.xml")
            .attribute("status", status)
            .build();
    return new Seen(sighting, (Mac) Identifier.mac("02%010x".formatted(number)).orElseThrow());
  }

  private static void takeAll(WorkingSet set, List<Seen> all) {
    for (int i = 0; i < all.size(); i++) {
      set.take(SOURCE, all.get(i).sighting(), all.get(i).mac(), Timestamp.now());
      if (i % BATCH == BATCH - 1) {
        set.settle(Timestamp.now());
      }
    }
    set.settle(Timestamp.now());
  }

  /**
   * Takes the next sightings, from the two lists in turn: once all of the first list are taken,
   * those of the second follow, also within a batch.
   */
  private void takeNext(List<Seen> first, List<Seen> second) {
    for (int i = 0; i < BATCH; i++) {
      advance();
      Seen next = (odd ? second : first).get(last);
      full.take(SOURCE, next.sighting(), next.mac(), Timestamp.now());
    }
    full.settle(Timestamp.now());
  }

  private void advance() {
    last++;
    if (last == devices) {
      last = 0;
      odd = !odd;
    }
  }

  /** The reference: a map with the latest sighting of each key. */
  @Benchmark
  public Object reference() {
    advance();
    Sighting sighting = seen.get(last).sighting();
    bare.put(sighting.key(), sighting);
    return Timestamp.now();
  }

  /** Known devices, reported again by the same object, in their order, as by a sweep. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void sameObject() {
    takeNext(seen, seen);
  }

  /** Known devices, each with another object that says the same, as after a packet. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void equalObject() {
    takeNext(equal, equal);
  }

  /** Known devices that change with each sighting. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long changed() {
    takeNext(otherwise, equal);
    return events;
  }

  /** New devices, up to 10,000. */
  @Benchmark
  @OperationsPerInvocation(NEW)
  public long newDevices() {
    WorkingSet fresh = empty();
    takeAll(fresh, unknown);
    return events;
  }
}
