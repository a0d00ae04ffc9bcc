// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.device.Device;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The printers that are asked; not more than {@value #MAX_PRINTERS}. One thread at a time. */
final class Printers {

  static final int MAX_PRINTERS = 256;

  private final DiscoveryContext context;
  private final PollIntervals intervals;
  private final KeyHint keyHint;
  private final Map<DeviceId, PrinterPoll> polls = new HashMap<>();

  Printers(DiscoveryContext context, PollIntervals intervals) {
    this.context = context;
    this.intervals = intervals;
    this.keyHint = new KeyHint(context);
  }

  /** Begins to ask a printer, or asks it at another address from now on. */
  void present(Device device) {
    Optional<MoonrakerTarget> target = MoonrakerTarget.of(device, interfaces());
    PrinterPoll poll = polls.get(device.id());
    if (poll == null || !target.map(poll::continuesAt).orElse(false)) {
      gone(device);
      target.ifPresent(each -> start(device, each));
    }
  }

  /** Asks a printer no more. */
  void gone(Device device) {
    stop(device.id());
  }

  private void stop(DeviceId id) {
    PrinterPoll poll = polls.remove(id);
    if (poll != null) {
      poll.stop();
    }
  }

  /** An address has one poll, whichever record it is of: two that merge have it for a moment. */
  private void start(Device device, MoonrakerTarget target) {
    polls.entrySet().stream()
        .filter(each -> each.getValue().target().endpoint().equals(target.endpoint()))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(this::stop);
    if (polls.size() == MAX_PRINTERS) {
      context.count("printers_ignored", 1);
      return;
    }
    PrinterPoll poll = new PrinterPoll(target, context, intervals, keyHint);
    polls.put(device.id(), poll);
    poll.start();
  }

  private Set<String> interfaces() {
    return context.links().stream().map(NetworkLink::name).collect(Collectors.toSet());
  }
}
