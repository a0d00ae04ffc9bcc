// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.testkit.FakeCodec;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the members that matter here as the hub's own codec does. */
final class JsonCodec extends FakeCodec {

  @Override
  public String json(Device device) {
    return "{\"id\":"
        + text(device.id().value())
        + ",\"ip\":"
        + text(SharedDeviceView.ip(device))
        + ",\"addresses\":["
        + device.addresses().stream()
            .map(address -> text(address.getHostAddress()))
            .collect(Collectors.joining(","))
        + "],\"name\":"
        + text(device.name())
        + ",\"presence\":\"present\",\"services\":[],\"sightings\":[{\"source\":\"x\"}]"
        + facts(device.facts())
        + "}";
  }

  private static String facts(Map<Fact, String> facts) {
    String vendor = facts.get(Fact.VENDOR);
    return vendor == null ? "" : ",\"vendor\":" + text(vendor);
  }

  private static String text(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
