// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify;

import io.kitty.event.DeviceListener;
import io.kitty.hub.ConfigurationMonitor;
import io.kitty.hub.Hub;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.notification.NotificationRule;
import io.kitty.notification.NotificationTarget;
import io.kitty.notification.Notifications;
import io.kitty.notify.delivery.Deliveries;
import io.kitty.notify.engine.RuleEngine;
import io.kitty.notify.event.HubClock;
import io.kitty.notify.log.NotificationLog;
import io.kitty.notify.rule.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications as a module of the hub. It listens to the hub, and has a clock, only while a rule
 * is applied: without rules it costs nothing.
 */
@Component(name = "io.kitty.notify", service = HubModule.class, immediate = true)
@Designate(ocd = NotifyConfig.class)
@HubModule.Name(NotifyModule.ID)
public final class NotifyModule implements HubModule {

  static final String ID = "notify";

  private static final Logger LOG = LoggerFactory.getLogger(NotifyModule.class);
  private static final String STATE_FILE = "rules.json";

  private final BundleContext bundles;
  private final RuleSet rules;
  private final Deliveries deliveries;
  private final RuleEngine engine;
  private final NotificationService service;
  private final ServiceRegistration<Notifications> registration;
  private volatile boolean enabled;
  private @Nullable ServiceRegistration<DeviceListener> listener;
  private @Nullable ScheduledExecutorService thread;

  @Activate
  public NotifyModule(
      BundleContext bundles,
      @Reference Hub hub,
      @Reference ConfigurationMonitor configurations,
      @Reference Deliveries deliveries,
      @Reference RuleSet rules,
      NotifyConfig config) {
    this.bundles = bundles;
    this.rules = rules;
    this.deliveries = deliveries;
    HubClock clock = HubClock.system();
    NotificationLog log = new NotificationLog(clock.wall());
    engine = new RuleEngine(hub, clock, deliveries, log, deliveries.folder().resolve(STATE_FILE));
    service = new NotificationService(rules, engine, deliveries, log, configurations);
    deliveries.start(log);
    modified(config);
    rules.listen(this::update);
    registration = bundles.registerService(Notifications.class, service, null);
  }

  @Modified
  void modified(NotifyConfig config) {
    enabled = config.enabled();
    engine.hubUrl(config.hub_url());
    update();
  }

  /** Listens while there is a rule to apply. */
  private synchronized void update() {
    boolean applies = engine.use(rules, enabled);
    if (applies && listener == null) {
      thread = Executors.newSingleThreadScheduledExecutor(NotifyModule::thread);
      thread.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
      listener = bundles.registerService(DeviceListener.class, engine::onEvent, null);
    } else if (!applies) {
      stopListening();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kitty-notify-rules");
    thread.setDaemon(true);
    return thread;
  }

  private void tick() {
    try {
      engine.tick();
    } catch (RuntimeException e) {
      LOG.error("The rules of the notifications failed", e);
    }
  }

  private void stopListening() {
    if (listener != null) {
      listener.unregister();
      listener = null;
    }
    if (thread != null) {
      thread.shutdown();
      thread = null;
    }
  }

  @Deactivate
  synchronized void stop() {
    rules.listen(() -> {});
    registration.unregister();
    stopListening();
    engine.save();
  }

  @Override
  public ModuleStatus status() {
    List<NotificationRule> all = service.rules();
    List<NotificationTarget> targets = service.targets();
    String problems =
        Stream.of(
                all.stream().map(NotificationRule::problem),
                targets.stream().map(NotificationTarget::problem),
                Stream.of(deliveries.problem()))
            .flatMap(each -> each)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining("; "));
    Map<String, Long> counters = new TreeMap<>();
    counters.put("rules", all.stream().filter(NotificationRule::enabled).count());
    counters.put("targets", targets.stream().filter(NotificationTarget::enabled).count());
    counters.put("messages", all.stream().mapToLong(NotificationRule::messages).sum());
    counters.put("held", all.stream().mapToLong(NotificationRule::held).sum());
    counters.put("waiting", targets.stream().mapToLong(NotificationTarget::waiting).sum());
    if (!enabled) {
      return ModuleStatus.of(ID, State.DISABLED, "", counters);
    }
    return ModuleStatus.of(
        ID, problems.isEmpty() ? State.RUNNING : State.DEGRADED, problems, counters);
  }
}
