// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.ping.network.Ipv4Ints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records the results of a sweep. */
public final class Recorder implements SweepListener {

  final List<String> progress = new ArrayList<>();
  public final Map<Integer, Long> roundTrips = new LinkedHashMap<>();
  final Map<String, Long> in = new LinkedHashMap<>();
  final Map<String, Long> out = new LinkedHashMap<>();

  @Override
  public void answered(int host, int address, long roundTripNanos) {
    if (roundTrips.put(address, roundTripNanos) != null) {
      throw new AssertionError("heard twice: " + Ipv4Ints.address(address));
    }
  }

  @Override
  public void traffic(String interfaceName, long received, long sent) {
    in.merge(interfaceName, received, Long::sum);
    out.merge(interfaceName, sent, Long::sum);
  }

  @Override
  public void progress(long sent, long hosts) {
    progress.add(sent + "/" + hosts);
  }
}
