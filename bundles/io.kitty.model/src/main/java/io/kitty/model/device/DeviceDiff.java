// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.device;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Sighting;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares states of devices in everything that is an event: all except times, readings, and
 * remembered evidence.
 */
public final class DeviceDiff {

  private DeviceDiff() {}

  public static boolean same(Device a, Device b) {
    return a.id().equals(b.id())
        && a.present() == b.present()
        && a.source().equals(b.source())
        && a.addresses().equals(b.addresses())
        && a.identifiers().equals(b.identifiers())
        && a.facts().equals(b.facts())
        && a.services().equals(b.services())
        && a.warnings().equals(b.warnings())
        && sameSightings(a, b);
  }

  /** The live evidence comes first. */
  private static boolean sameSightings(Device a, Device b) {
    for (int i = 0; i < Math.max(a.evidence().size(), b.evidence().size()); i++) {
      Evidence one = live(a, i);
      Evidence other = live(b, i);
      if (one == null || other == null) {
        return one == other;
      }
      if (!one.source().equals(other.source()) || !same(one.sighting(), other.sighting())) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Evidence live(Device device, int place) {
    Evidence evidence = place < device.evidence().size() ? device.evidence().get(place) : null;
    return evidence != null && evidence.live() ? evidence : null;
  }

  /** Returns whether two sightings are the same except for their times and readings. */
  public static boolean same(Sighting a, Sighting b) {
    return a == b
        || a.key().equals(b.key())
            && a.endpoint().equals(b.endpoint())
            && a.identifiers().equals(b.identifiers())
            && a.facts().equals(b.facts())
            && a.attributes().equals(b.attributes())
            && a.services().equals(b.services())
            && Objects.equals(a.via(), b.via())
            && a.warnings().equals(b.warnings());
  }
}
