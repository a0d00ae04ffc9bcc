// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.core.event.EventDispatcher;
import io.kitty.core.event.ReadingDispatcher;
import io.kitty.core.health.CoreStatus;
import io.kitty.core.health.ExpectedModules;
import io.kitty.core.health.HealthMonitor;
import io.kitty.core.limit.FloodDetector;
import io.kitty.core.pipeline.GuardedClassifier;
import io.kitty.core.pipeline.OptionalHistory;
import io.kitty.core.pipeline.Pipeline;
import io.kitty.core.pipeline.StartGate;
import io.kitty.core.provider.ProviderServices;
import io.kitty.core.registry.PendingUserEdits;
import io.kitty.core.thread.HubExecutors;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.NetworkLink;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.event.ReadingListener;
import io.kitty.hub.ConfigurationMonitor;
import io.kitty.hub.Flood;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceClassifier;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.DeviceHistory;
import io.kitty.inventory.History;
import io.kitty.inventory.Revision;
import io.kitty.model.ModelLimits;
import io.kitty.model.evidence.Timestamp;
import io.kitty.net.link.InterfaceMonitor;
import io.kitty.net.link.NeighbourTable;
import io.kitty.net.udp.UdpPortFactory;
import io.kitty.net.udp.UdpReactor;
import io.kitty.registry.DeviceRegistry;
import io.kitty.wake.WakeOnLan;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Assembles the hub, and tracks its services: providers, listeners, registries. */
@Component(configurationPid = "io.kitty.core", immediate = true)
@Designate(ocd = HubComponent.Config.class)
@Capability(
    namespace = "osgi.service",
    attribute =
        "objectClass:List<String>=\"io.kitty.inventory.DeviceEditor,io.kitty.wake.WakeOnLan\"")
public final class HubComponent implements Hub {

  /** The limits of the hub. */
  @ObjectClassDefinition(name = "Kitty hub", description = "The bounds of the hub.")
  @interface Config {

    @AttributeDefinition(
        description =
            "The maximum number of devices, also limited by the heap; beyond it, the anonymous ones"
                + " that were silent longest are dropped.",
        min = "100",
        max = "1000000")
    int devices_max() default 100_000;

    @AttributeDefinition(
        description = "The maximum number of live sightings of one protocol.",
        min = "100",
        max = "1000000")
    int keys_max() default 70_000;

    @AttributeDefinition(
        description =
            "The maximum number of sightings a second of one address for each protocol; the rest is"
                + " dropped.",
        min = "10",
        max = "1000000")
    int sightings_rate() default 500;

    @AttributeDefinition(
        description =
            "The maximum number of events that wait for a slow listener; beyond it, the oldest are"
                + " dropped.",
        min = "100",
        max = "1000000")
    int mailbox_size() default 10_000;
  }

  private static final Logger LOG = LoggerFactory.getLogger(HubComponent.class);
  private static final long HOUSEKEEPING_MILLIS = 1000;
  private static final long OPENING_MILLIS = 20;

  /** Services of the hub's own that have not come by then are waited for no longer. */
  private static final long START_PATIENCE_MILLIS = 5000;

  private final ConfigurationMonitor configuration;
  private final String version;
  private final HubExecutors threads = new HubExecutors();
  private final UdpReactor reactor;
  private final InterfaceMonitor interfaces = new InterfaceMonitor();
  private final EventDispatcher events;
  private final Pipeline pipeline;
  private final PipelineFeed feed;
  private final ReadingDispatcher readings;
  private final PendingUserEdits edits = new PendingUserEdits();
  private final OptionalHistory history = new OptionalHistory();
  private final PersistenceCoordinator persistence;
  private final CompanionServices companions;
  private final ExpectedModules expectations;
  private final FloodDetector floods;
  private final ProviderManager providers;
  private final HealthMonitor modules;
  private final CoreStatus coreStatus;
  private final StartGate gate;
  private volatile DeviceClassifier classifier = DeviceClassifier.NONE;

  @Activate
  public HubComponent(
      Config config, BundleContext bundles, @Reference ConfigurationMonitor configuration)
      throws IOException {
    this.configuration = configuration;
    floods =
        new FloodDetector(
            new NeighbourTable(interfaces, threads.workers())::macOf, InstantSource.system());
    version = version(bundles.getBundle().getVersion());
    reactor = new UdpReactor(HubExecutors.named("kitty-udp"));
    events = new EventDispatcher(config.mailbox_size(), threads.workers());
    pipeline =
        new Pipeline(
            ModelLimits.within(
                Runtime.getRuntime().maxMemory(), config.devices_max(), config.keys_max()),
            new NeighbourTable(interfaces, threads.workers()),
            this::publish,
            edits::add,
            history::onRemoved,
            this::newcomer,
            this::wakeRegistry);
    feed = new PipelineFeed(pipeline, events);
    readings =
        new ReadingDispatcher(
            pipeline.deviceTable()::takeRead, config.mailbox_size(), threads.workers());
    gate =
        new StartGate(
            pipeline::start, HubComponent.class, DeviceHistory.class, DeviceClassifier.class);
    persistence = new PersistenceCoordinator(pipeline, edits);
    expectations = new ExpectedModules(bundles);
    modules =
        new HealthMonitor(expectations::ids, persistence.registries()::loading, System::nanoTime);
    providers =
        new ProviderManager(
            new ProviderServices(
                interfaces,
                new UdpPortFactory(reactor),
                threads,
                pipeline,
                config.sightings_rate(),
                floods,
                feed,
                modules::ports),
            expectations::instances);
    coreStatus = new CoreStatus(events, pipeline, persistence.registries(), history);
    companions = new CompanionServices(bundles);
    companions.add(DeviceEditor.class, new DeviceEditorService(pipeline));
    companions.add(
        WakeOnLan.class,
        new WakeOnLanService(
            this::device, this::usedLinks, System::nanoTime, WakeOnLanService.PORT));
  }

  /** Formats the version like Maven: a dash before the qualifier. */
  private static String version(Version version) {
    String numbers = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    return version.getQualifier().isEmpty() ? numbers : numbers + "-" + version.getQualifier();
  }

  /** Called by DS once all services that exist already have been bound. */
  @Activate
  void start() {
    gate.arrived(HubComponent.class);
    companions.open(threads.workers());
    threads.timer().schedule(gate::giveUp, START_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    threads
        .timer()
        .scheduleWithFixedDelay(this::housekeep, 0, HOUSEKEEPING_MILLIS, TimeUnit.MILLISECONDS);
    openProviders();
  }

  private void publish(DeviceEvent event) {
    history.onEvent(event);
    events.publish(event);
  }

  /**
   * Counts a new sighting; replies to the hub's own probes arrive as fast as it sends them, and are
   * not a flood.
   */
  private void newcomer(Source source, Sighting sighting) {
    if (source.authority() != Authority.REACHABILITY && !source.relayed()) {
      floods.countNew(source.id(), sighting.endpoint());
    }
  }

  /** Retries until the prerequisites of the providers are met. */
  @SuppressWarnings("FutureReturnValueIgnored") // it reschedules itself
  private void openProviders() {
    if (modules.readyForProviders(providers.ids())) {
      providers.open();
    } else {
      threads.timer().schedule(this::openProviders, OPENING_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Deactivate
  void stop() {
    companions.close();
    providers.close();
    persistence.close();
    pipeline.close();
    threads.close();
    try {
      reactor.close();
    } catch (IOException e) {
      LOG.debug("Cannot close the selector", e);
    }
  }

  private void housekeep() {
    try {
      interfaces.check();
      readings.dispatch();
      floods.check(Instant.now());
      configuration.check();
      persistence.registries().refresh();
      persistence.registries().wake(); // the pipeline may be too busy to do so
      if (!modules.started()) {
        health();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("Housekeeping failed, continuing", e);
    }
  }

  private void classify(DeviceClassifier next) {
    DeviceClassifier guarded = new GuardedClassifier(next);
    pipeline.call(
        set -> {
          set.reclassify(guarded, Timestamp.now());
          return true;
        });
  }

  private void wakeRegistry() {
    persistence.registries().wake();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addProvider(DiscoveryProvider provider, Map<String, Object> properties) {
    providers.add(provider, properties);
  }

  void updatedProvider(DiscoveryProvider provider, Map<String, Object> properties) {
    providers.update(provider, properties);
  }

  void removeProvider(DiscoveryProvider provider) {
    providers.remove(provider);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addListener(DeviceListener listener) {
    feed.add(listener);
  }

  void removeListener(DeviceListener listener) {
    feed.remove(listener);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addReadingListener(ReadingListener listener) {
    readings.add(listener);
  }

  void removeReadingListener(ReadingListener listener) {
    readings.remove(listener);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addHistory(DeviceHistory next) {
    history.use(next);
    gate.arrived(DeviceHistory.class);
  }

  void removeHistory(DeviceHistory last) {
    history.release(last);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addClassifier(DeviceClassifier next) {
    classifier = next;
    classify(next);
    gate.arrived(DeviceClassifier.class);
  }

  void updatedClassifier(DeviceClassifier current) {
    classify(current);
  }

  /** The devices stay classified as they are, and new ones are by the same rules. */
  void removeClassifier(DeviceClassifier last) {
    if (classifier == last) {
      classifier = DeviceClassifier.NONE;
    }
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addModule(HubModule module, Map<String, Object> properties) {
    modules.add(module, properties);
  }

  void removeModule(HubModule module) {
    modules.remove(module);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addRegistry(DeviceRegistry next, Map<String, Object> properties) {
    persistence
        .registries()
        .use(next, properties.getOrDefault(DeviceRegistry.NAME, "registry").toString());
  }

  void removeRegistry(DeviceRegistry last) {
    persistence.registries().release(last);
  }

  @Override
  public Collection<Device> devices() {
    return pipeline.deviceTable().devices();
  }

  @Override
  public Optional<Device> device(DeviceId id) {
    return pipeline.deviceTable().find(id);
  }

  @Override
  public Optional<Instant> changed(DeviceId id) {
    return pipeline.deviceTable().changed(id);
  }

  @Override
  public Revision revision() {
    return pipeline.deviceTable().revision();
  }

  @Override
  public History history(DeviceId id, Instant from, Instant to) {
    return device(id)
        .map(device -> history.history(device, from, to))
        .orElseGet(() -> History.empty(from, to));
  }

  @Override
  public boolean forget(DeviceId id) {
    try {
      return pipeline.call(set -> set.forget(id, Timestamp.now())).join();
    } catch (CancellationException e) {
      return false;
    }
  }

  @Override
  public List<ModuleStatus> modules() {
    List<ModuleStatus> others = new ArrayList<>(providers.statuses());
    others.add(coreStatus.status());
    return modules.all(others);
  }

  @Override
  public Health health() {
    List<String> reasons = new ArrayList<>(configuration.problems());
    reasons.addAll(classifier.problems());
    if (!persistence.registries().lastError().isEmpty()) {
      reasons.add("registry: " + persistence.registries().lastError());
    }
    reasons.addAll(history.problems());
    if (!pipeline.capacityProblem().isEmpty()) {
      reasons.add(pipeline.capacityProblem());
    }
    floods.current().forEach(flood -> reasons.add(flood.text()));
    return modules.health(providers.statuses(), reasons).ofVersion(version);
  }

  @Override
  public boolean scan(String protocol) {
    return providers.scan(protocol);
  }

  @Override
  public Set<String> announcementProtocols() {
    return expectations.announcing();
  }

  @Override
  public List<Flood> floods() {
    return floods.current();
  }

  @Override
  public List<NetworkLink> links() {
    return interfaces.links();
  }

  /** Returns the interfaces that an enabled protocol uses. */
  private List<NetworkLink> usedLinks() {
    return links().stream().filter(link -> providers.uses(link.name())).toList();
  }
}
