// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.throughput;

import io.kitty.benchmarks.CoreThroughput;
import io.kitty.benchmarks.WorkingSetBenchmark;
import io.kitty.benchmarks.peers.PeerRow;
import java.util.List;

/**
 * Sightings of known devices, through identity, merge and events: by the same object in the order
 * of the devices, as sweeps report; by another object that says the same, in a random order, as
 * packets cause; and with a change, in a random order. No other program does this, so what it is
 * compared with is a map into which each sighting is put.
 */
public final class Sightings implements PeerRow {

  private final int devices;

  private Sightings(int devices) {
    this.devices = devices;
  }

  public static PeerRow ofThousand() {
    return new Sightings(1_000);
  }

  public static PeerRow ofTenThousand() {
    return new Sightings(10_000);
  }

  public static PeerRow ofHundredThousand() {
    return new Sightings(100_000);
  }

  @Override
  public List<String> figures() {
    return List.of("same object us", "equal us", "changed us");
  }

  @Override
  public String work() {
    return "sighting of one of %,d devices".formatted(devices);
  }

  @Override
  public String peer() {
    return "a put into a map";
  }

  @Override
  public void prepare() {
    // each round is a process of its own
  }

  @Override
  public double[] ours() throws Exception {
    return new double[] {micros("sameObject"), micros("equalObject"), micros("changed")};
  }

  @Override
  public double[] theirs() throws Exception {
    double put = micros("reference");
    return new double[] {put, put, put};
  }

  private double micros(String method) throws Exception {
    return 1e6 / CoreThroughput.rate(WorkingSetBenchmark.class, method, devices);
  }

  @Override
  public void close() {
    // nothing is left
  }
}
