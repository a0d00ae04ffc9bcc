// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.event;

import io.kitty.commons.status.StatusChange;
import io.kitty.device.Device;
import io.kitty.device.Warning;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Job;
import io.kitty.state.MachineError;
import io.kitty.text.SafeText;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what happened to a device in a sentence, without anything unsafe from the network. */
final class Sentences {

  private static final int MAX_NAME = 80;
  private static final int MAX_TEXT = 300;

  private Sentences() {}

  static Subject appeared(Device device) {
    String what =
        Stream.of(device.kind(), ip(device))
            .filter(each -> !each.isEmpty() && !each.equals(name(device)))
            .collect(Collectors.joining(", "));
    return subject(
        Trigger.NEW,
        device,
        "%s is new in the network (%s)".formatted(name(device), what),
        device.firstSeen());
  }

  static Subject away(Device device, Instant since) {
    return subject(Trigger.OFFLINE, device, name(device) + " is away", since);
  }

  static Subject back(Device device, Instant since) {
    return subject(Trigger.ONLINE, device, name(device) + " is back", since);
  }

  static Subject addressChanged(Device device, InetAddress before, Instant since) {
    String text =
        "%s has the IP address %s, it was %s"
            .formatted(name(device), ip(device), before.getHostAddress());
    return subject(Trigger.IP_CHANGED, device, text, since);
  }

  static Subject conflict(Device device, Warning warning) {
    String text = warning.text().replaceFirst("\\.$", "");
    return subject(Trigger.CONFLICT, device, name(device) + ": " + text, warning.since());
  }

  /** Returns what a change of a status means to people, for one of the triggers of a status. */
  static Subject status(Trigger trigger, Device device, StatusChange change, Instant since) {
    String name = name(device);
    String text =
        switch (trigger) {
          case IDLE -> name + " is ready";
          case FINISHED -> name + " has finished" + job(device, " ");
          case FAILED ->
              change.now() == DeviceStatus.STOPPED
                  ? name + " was stopped" + job(device, " in ")
                  : name + " has failed" + job(device, " in ") + error(device);
          default ->
              change.now() == DeviceStatus.PAUSED
                  ? name + " is paused" + job(device, " in ")
                  : name + " needs help" + error(device);
        };
    return subject(trigger, device, text, since);
  }

  private static String job(Device device, String before) {
    Job job = device.state().job();
    return job == null || job.name().isEmpty() ? "" : before + job.name();
  }

  private static String error(Device device) {
    MachineError error = device.state().error();
    return error == null ? "" : ": " + (error.text().isEmpty() ? error.code() : error.text());
  }

  private static Subject subject(Trigger trigger, Device device, String text, Instant since) {
    return new Subject(
        trigger,
        device.id().value(),
        name(device),
        SafeText.clean(device.kind(), MAX_NAME),
        ip(device),
        SafeText.clean(text, MAX_TEXT),
        since,
        false);
  }

  /** Returns the name of a device: at least its address or id. */
  static String name(Device device) {
    return Stream.of(device.name(), ip(device), device.id().value())
        .map(each -> SafeText.clean(each, MAX_NAME))
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String ip(Device device) {
    Optional<InetAddress> address = device.address();
    return address.map(InetAddress::getHostAddress).orElse("");
  }
}
