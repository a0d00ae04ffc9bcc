// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceClassifier;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A classifier of another bundle. What it throws, for instance since its bundle is gone, leaves a
 * device as the protocols describe it, and is logged once. For the pipeline's thread.
 */
public final class GuardedClassifier implements DeviceClassifier {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedClassifier.class);

  private final DeviceClassifier classifier;
  private boolean failed;

  public GuardedClassifier(DeviceClassifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public void complete(
      Collection<Evidence> evidence, Set<Identifier> identifiers, Map<Fact, String> facts) {
    try {
      classifier.complete(evidence, identifiers, facts);
    } catch (RuntimeException | LinkageError e) {
      if (!failed) {
        LOG.error("Devices are not classified", e);
      }
      failed = true;
    }
  }
}
