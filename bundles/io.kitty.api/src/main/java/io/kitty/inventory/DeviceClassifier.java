// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Completes what protocols report of a device: its kind, vendor and model. Register it as an OSGi
 * service; the hub uses one, and classifies all devices once when it comes and whenever its service
 * property {@link #REVISION} changes.
 *
 * <p>The hub publishes no device before there is a classifier, or a few seconds have passed. It
 * goes on with the last one while there is none, so that no device changes while the bundle is
 * updated: {@link #complete} must work after the service was unregistered, too.
 */
@ConsumerType
@FunctionalInterface
public interface DeviceClassifier {

  /** The service property (Long) that changes whenever devices may be classified differently. */
  String REVISION = "kitty.revision";

  /** Completes nothing. */
  DeviceClassifier NONE = (evidence, identifiers, facts) -> {};

  /**
   * Completes the facts of one device. Called by one thread at a time; waits for nothing.
   *
   * @param evidence all evidence of the device
   * @param identifiers its identifiers
   * @param facts what protocols reported; missing facts are added
   */
  void complete(
      Collection<Evidence> evidence, Set<Identifier> identifiers, Map<Fact, String> facts);

  /** What is wrong with the rules, a sentence for each problem. Any thread. */
  default List<String> problems() {
    return List.of();
  }
}
