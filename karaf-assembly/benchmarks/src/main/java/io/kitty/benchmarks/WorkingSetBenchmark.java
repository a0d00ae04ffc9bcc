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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final List<Seen> otherwise = new ArrayList<>();
  private final List<Seen> unknown = new ArrayList<>();
  private final Map<String, Sighting> bare = new HashMap<>();
  private WorkingSet full = empty();
  private int next;
  private boolean odd = true;
  private long events;

  /** Adds all devices to a working set. */
  @Setup
  public void fill() throws UnknownHostException {
    for (int i = 0; i < devices; i++) {
      seen.add(seen(i, "a"));
      otherwise.add(seen(i, "b"));
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

  private void takeNext(List<Seen> from) {
    for (int i = 0; i < BATCH; i++) {
      next = (next + 1) % devices;
      full.take(SOURCE, from.get(next).sighting(), from.get(next).mac(), Timestamp.now());
    }
    full.settle(Timestamp.now());
  }

  /** The reference: a map with the latest sighting of each key. */
  @Benchmark
  public Object reference() {
    next = (next + 1) % devices;
    Sighting sighting = seen.get(next).sighting();
    bare.put(sighting.key(), sighting);
    return Timestamp.now();
  }

  /** Known devices, seen again unchanged. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void seenAgain() {
    takeNext(seen);
  }

  /** Known devices that change with each sighting. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long changed() {
    int before = next;
    takeNext(odd ? otherwise : seen);
    odd ^= next < before; // all of them have changed
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
