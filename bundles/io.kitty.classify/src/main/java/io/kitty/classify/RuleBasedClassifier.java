// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceClassifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classifies devices by the rules in {@code etc/kitty-rules}. It is registered once they are read,
 * and with another revision whenever a file changes, which it looks for every three seconds.
 */
@Component(
    immediate = true,
    service = {})
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"io.kitty.inventory.DeviceClassifier\"")
public final class RuleBasedClassifier implements DeviceClassifier {

  private static final Logger LOG = LoggerFactory.getLogger(RuleBasedClassifier.class);
  private static final long CHECK_MILLIS = 3000;

  private final RuleDirectory rules;
  private final ServiceRegistration<DeviceClassifier> registration;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(RuleBasedClassifier::daemon);
  private volatile Classifier classifier;
  private long revision;

  /** Reads the rules and registers the service. */
  @Activate
  public RuleBasedClassifier(BundleContext bundle) {
    this(bundle, new RuleDirectory(Path.of(System.getProperty("karaf.etc", "etc"), "kitty-rules")));
  }

  RuleBasedClassifier(BundleContext bundle, RuleDirectory rules) {
    this.rules = rules;
    this.classifier = rules.read();
    this.registration = bundle.registerService(DeviceClassifier.class, this, properties());
    var unused =
        timer.scheduleWithFixedDelay(
            this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "kitty-rules-1");
    thread.setDaemon(true);
    return thread;
  }

  private Dictionary<String, Object> properties() {
    return new Hashtable<>(Map.of(REVISION, revision));
  }

  private void check() {
    try {
      if (rules.changed()) {
        classifier = rules.read();
        revision++;
        registration.setProperties(properties());
      }
    } catch (IllegalStateException e) {
      LOG.debug("The bundle is stopping", e);
    } catch (RuntimeException | Error e) {
      LOG.error("Reading the rules failed and is tried again", e);
    }
  }

  @Override
  public void complete(
      Collection<Evidence> evidence, Set<Identifier> identifiers, Map<Fact, String> facts) {
    classifier.complete(evidence, identifiers, facts);
  }

  @Override
  public List<String> problems() {
    return rules.complaints();
  }

  /** Ends; loads the vendors first, as {@link #complete} is called until another one comes. */
  @Deactivate
  void stop() {
    timer.shutdownNow();
    Classifier.loadVendors();
    registration.unregister();
  }
}
