// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import io.kitty.identifier.DeviceId;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class RegistryContractTest extends RegistryContract {

  private final Map<String, byte[]> kept = new TreeMap<>();
  private final Map<String, String> notes = new TreeMap<>();
  private int unreadable;

  @Override
  protected DeviceRegistry open(DeviceCodec with) {
    return new DeviceRegistry() {
      @Override
      public Collection<Device> load() {
        List<Device> devices = new ArrayList<>();
        for (byte[] bytes : kept.values()) {
          try {
            devices.add(with.decode(bytes));
          } catch (IOException e) {
            unreadable++;
          }
        }
        return devices;
      }

      @Override
      public void save(Collection<Device> devices) {
        devices.forEach(device -> kept.put(device.id().value(), with.encode(device)));
      }

      @Override
      public void forget(Collection<DeviceId> ids) {
        ids.forEach(id -> kept.remove(id.value()));
      }

      @Override
      public Map<String, String> loadNotes() {
        return Map.copyOf(notes);
      }

      @Override
      public void saveNotes(Map<String, String> changed) {
        notes.putAll(changed);
      }
    };
  }

  @Override
  protected void close(DeviceRegistry open) {}
}
