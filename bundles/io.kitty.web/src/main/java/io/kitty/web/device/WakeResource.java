// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import io.kitty.device.Device;
import io.kitty.wake.WakeOnLan;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Problem;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /devices/{id}/wake}. */
public final class WakeResource {

  private final DevicesResource devices;
  private final WakeOnLan wakeOnLan;

  public WakeResource(DevicesResource devices, WakeOnLan wakeOnLan) {
    this.devices = devices;
    this.wakeOnLan = wakeOnLan;
  }

  /** {@code POST /devices/{id}/wake}: 202, as nothing tells whether the device wakes. */
  public void wake(HttpExchange exchange, List<String> variables) {
    Device device = devices.find(variables.get(0));
    WakeOnLan.Outcome outcome = wakeOnLan.wake(device.id());
    switch (outcome) {
      case SENT -> exchange.accepted();
      case TOO_SOON -> throw Problem.tooManyRequests(outcome.text());
      case UNKNOWN_DEVICE -> throw new Problem(HttpStatus.NOT_FOUND_404, outcome.text());
      default -> throw new Problem(HttpStatus.CONFLICT_409, outcome.text());
    }
  }
}
