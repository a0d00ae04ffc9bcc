// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.broker.BrokerPublisher;
import io.kitty.shell.ServiceLookup;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Removes what this hub has published at the MQTT broker. */
@Service
@Command(scope = "kitty", name = "mqtt", description = "Removes what this hub published over MQTT.")
public class MqttCommand implements Action {

  private static final String PURGE = "purge";

  @Reference private BundleContext bundles;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Argument(name = "action", required = true, description = "purge")
  @Completion(
      value = StringsCompleter.class,
      values = {PURGE})
  private String action = "";

  @Override
  public @Nullable Object execute() throws CommandException {
    if (!action.equals(PURGE)) {
      throw new CommandException("There is only: kitty:mqtt " + PURGE);
    }
    boolean purged = purge();
    if (json) {
      System.out.println(JsonNodeFactory.instance.objectNode().put("purged", purged));
    } else {
      System.out.println(
          purged
              ? "Nothing of this hub is left at the broker, and nothing is published until"
                  + " io.kitty.mqtt is enabled again."
              : "Nothing is published: io.kitty.mqtt is disabled or cannot be used.");
    }
    return null;
  }

  private boolean purge() throws CommandException {
    try (ServiceLookup<BrokerPublisher> lookup =
        new ServiceLookup<>(bundles, BrokerPublisher.class)) {
      List<BrokerPublisher> publishers = lookup.all();
      if (publishers.isEmpty()) {
        throw new CommandException("MQTT is not installed: feature:install kitty-mqtt");
      }
      return publishers.stream().filter(BrokerPublisher::purge).count() > 0;
    }
  }
}
