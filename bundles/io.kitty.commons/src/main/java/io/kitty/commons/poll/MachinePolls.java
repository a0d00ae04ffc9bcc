// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.poll;

import io.kitty.device.Device;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The machines that one protocol asks; not more than {@value #MAX_MACHINES}. */
public final class MachinePolls {

  /** The largest number of machines; others are counted as {@code machines_ignored}. */
  public static final int MAX_MACHINES = 512;

  private final DiscoveryContext context;
  private final StateReader reader;
  private final PollIntervals intervals;
  private final Map<DeviceId, MachinePoll> polls = new HashMap<>();
  private final Map<DeviceId, Device> devices = new HashMap<>();

  private MachinePolls(DiscoveryContext context, StateReader reader, PollIntervals intervals) {
    this.context = context;
    this.reader = reader;
    this.intervals = intervals;
  }

  /**
   * Asks all machines that are or become present, on the selected interfaces, until the context
   * closes.
   */
  public static MachinePolls start(
      DiscoveryContext context, StateReader reader, PollIntervals intervals) {
    MachinePolls polls = new MachinePolls(context, reader, intervals);
    context.follow(
        device -> reader.targets(device).findAny().isPresent(), polls::present, polls::gone);
    return polls;
  }

  /** Asks all machines anew, within 2 s, as the reader now asks otherwise or at other targets. */
  public synchronized void refresh() {
    List.copyOf(devices.values()).forEach(this::present);
    polls.values().forEach(MachinePoll::askSoon);
  }

  /** Begins to ask a machine, or asks it at another address from now on. */
  private synchronized void present(Device device) {
    Set<String> interfaces =
        context.links().stream().map(NetworkLink::name).collect(Collectors.toSet());
    Optional<PollTarget> target =
        reader
            .targets(device)
            .filter(each -> interfaces.contains(each.endpoint().interfaceName()))
            .findFirst();
    MachinePoll poll = polls.get(device.id());
    if (poll == null || !target.map(poll::continuesAt).orElse(false)) {
      stop(device.id());
      target.ifPresent(each -> start(device, each));
    }
    if (polls.containsKey(device.id())) {
      devices.put(device.id(), device);
    }
  }

  /** Asks a machine no more. */
  private synchronized void gone(Device device) {
    stop(device.id());
  }

  private void stop(DeviceId id) {
    devices.remove(id);
    MachinePoll poll = polls.remove(id);
    if (poll != null) {
      poll.stop();
    }
  }

  /** An address has one poll, whichever record it is of: two that merge have it for a moment. */
  private void start(Device device, PollTarget target) {
    polls.entrySet().stream()
        .filter(each -> each.getValue().target().endpoint().equals(target.endpoint()))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(this::stop);
    if (polls.size() == MAX_MACHINES) {
      context.count("machines_ignored", 1);
      return;
    }
    MachinePoll poll = new MachinePoll(target, context, reader, intervals);
    polls.put(device.id(), poll);
    poll.askSoon();
  }
}
