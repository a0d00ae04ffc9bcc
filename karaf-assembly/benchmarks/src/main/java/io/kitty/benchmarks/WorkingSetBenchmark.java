// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import io.kitty.core.model.Limits;
import io.kitty.core.model.Moment;
import io.kitty.core.model.WorkingSet;
import io.kitty.device.Authority;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The straight path from a sighting through identity and merge to the event, in one thread. */
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {Throughput.COMPILER, Throughput.COLLECTOR})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class WorkingSetBenchmark {
  private static final int DEVICES = 10_000;
  private static final Source SOURCE = new Source("ssdp", "device", "ssdp", Authority.GENERAL);

  private final List<Sighting> sightings = new ArrayList<>();
  private final Map<String, Sighting> bare = new HashMap<>();
  private WorkingSet full = empty();
  private int next;
  private long events;

  /** Fills one with all devices. */
  @Setup
  public void fill() throws UnknownHostException {
    for (int i = 0; i < DEVICES; i++) {
      byte[] address = {10, 1, (byte) (i >> 8), (byte) i};
      sightings.add(sighting(i, InetAddress.getByAddress(address)));
    }
    full = empty();
    sightings.forEach(sighting -> full.sighted(SOURCE, sighting, null, Moment.now()));
  }

  private WorkingSet empty() {
    return new WorkingSet(new Limits(100_000, 70_000), event -> events++, said -> {});
  }

  private static Sighting sighting(int number, InetAddress address) {
    String uuid = new UUID(0x4b495454_59004000L, Long.MIN_VALUE + 1 + number).toString();
    return Sighting.of("uuid:" + uuid, new Endpoint(address, "eth0"), Duration.ofMinutes(30))
        .identifier(Identifier.uuid(uuid))
        .fact(Fact.NAME, "Device " + number)
        .attribute("server", "Linux/6 UPnP/1.1 Bench/1")
        .attribute("location", "http://" + address.getHostAddress() + "/description.xml")
        .build();
  }

  private Sighting next() {
    next = (next + 1) % DEVICES;
    return sightings.get(next);
  }

  /** What keeping the latest sighting of each key in a map would take. */
  @Benchmark
  public Object reference() {
    Sighting sighting = next();
    bare.put(sighting.key(), sighting);
    return Moment.now();
  }

  /** Known devices, seen again with nothing new. */
  @Benchmark
  public boolean seenAgain() {
    return full.sighted(SOURCE, next(), null, Moment.now());
  }

  /** Devices that nobody knew, until there are 10,000. */
  @Benchmark
  @OperationsPerInvocation(DEVICES)
  public long newDevices() {
    WorkingSet fresh = empty();
    sightings.forEach(sighting -> fresh.sighted(SOURCE, sighting, null, Moment.now()));
    return events;
  }
}
