// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.redis.sharing.SharedDeviceView;
import io.kitty.state.Job;
import io.kitty.testkit.FakeCodec;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the members that matter here as the hub's own codec does. */
final class JsonCodec extends FakeCodec {

  private static final ObjectMapper MAPPER = new ObjectMapper();

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
        + job(device.state().job())
        + "}";
  }

  @Override
  public Set<String> members() {
    return Set.of(
        "id", "ip", "addresses", "name", "presence", "services", "sightings", "vendor", "job");
  }

  @Override
  public Set<String> volatileMembers() {
    return Set.of("sightings", "job");
  }

  @Override
  public String json(Collection<Device> devices, Set<String> members) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Device device : devices) {
      try {
        array.add(MAPPER.readValue(json(device), ObjectNode.class).retain(members));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return array.toString();
  }

  private static String facts(Map<Fact, String> facts) {
    String vendor = facts.get(Fact.VENDOR);
    return vendor == null ? "" : ",\"vendor\":" + text(vendor);
  }

  private static String job(@Nullable Job job) {
    return job == null ? "" : ",\"job\":{\"name\":" + text(job.name()) + "}";
  }

  private static String text(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
