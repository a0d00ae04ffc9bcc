// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.device;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Sighting;
import java.util.Iterator;
import java.util.Objects;

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

  private static boolean sameSightings(Device a, Device b) {
    Iterator<Evidence> left = a.sightings().iterator();
    Iterator<Evidence> right = b.sightings().iterator();
    while (left.hasNext() && right.hasNext()) {
      Evidence one = left.next();
      Evidence other = right.next();
      if (!one.source().equals(other.source()) || !same(one.sighting(), other.sighting())) {
        return false;
      }
    }
    return left.hasNext() == right.hasNext();
  }

  /** Returns whether two sightings are the same except for their times and readings. */
  public static boolean same(Sighting a, Sighting b) {
    return a.key().equals(b.key())
        && a.endpoint().equals(b.endpoint())
        && a.identifiers().equals(b.identifiers())
        && a.facts().equals(b.facts())
        && a.attributes().equals(b.attributes())
        && a.services().equals(b.services())
        && Objects.equals(a.via(), b.via())
        && a.warnings().equals(b.warnings());
  }
}
