// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.shell.completion.DeviceIdCompleter;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Shows one device. */
@Service
@Command(scope = "kitty", name = "device", description = "Shows all that is known of a device.")
public class DeviceCommand implements Action {

  @Reference private Hub hub;
  @Reference private DeviceCodec codec;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Argument(name = "id", description = "The device's id, or an alias of it.", required = true)
  @Completion(DeviceIdCompleter.class)
  private String id = "";

  @Override
  public @Nullable Object execute() throws CommandException {
    Device device = DeviceFinder.find(hub, id);
    if (json) {
      System.out.println(codec.json(device));
    } else {
      new DeviceFormatter(System.out, Instant.now()).print(device);
    }
    return null;
  }
}
