// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.core.json.JsonCodec;
import io.kitty.core.registry.PendingUserEdits;
import io.kitty.core.registry.RegistrySynchronizer;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.model.ModelLimits;
import io.kitty.model.WorkingSet;
import io.kitty.model.evidence.Timestamp;
import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.sharing.LeaseReaper;
import io.kitty.redis.sharing.SharingSettings;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The hub's model, registries and Redis module, connected without a container or a network. */
final class SimulatedHub implements RedisSession.Publisher {

  private static final Source BAMBU = new Source("bambu", "bambu", "bambu", Authority.OWN);
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  /** A registry in memory that survives the hub's restarts, like a file. */
  static final class Disk implements DeviceRegistry {
    private final Map<DeviceId, Device> kept = new ConcurrentHashMap<>();

    @Override
    public Collection<Device> load() {
      return List.copyOf(kept.values());
    }

    @Override
    public void save(Collection<Device> devices) {
      devices.forEach(device -> kept.put(device.id(), device));
    }

    @Override
    public void forget(Collection<DeviceId> ids) {
      ids.forEach(kept::remove);
    }

    @Override
    public Map<String, String> loadNotes() {
      return Map.of();
    }

    @Override
    public void saveNotes(Map<String, String> notes) {}
  }

  /** Delegates to a registry until the hub is killed. */
  private final class UntilDeath implements DeviceRegistry {
    private final DeviceRegistry registry;

    UntilDeath(DeviceRegistry registry) {
      this.registry = registry;
    }

    private void live() throws IOException {
      if (dead) {
        throw new IOException("dead");
      }
    }

    @Override
    public Collection<Device> load() throws IOException {
      live();
      return registry.load();
    }

    @Override
    public boolean shared() {
      return registry.shared();
    }

    @Override
    public void save(Collection<Device> devices) throws IOException {
      live();
      registry.save(devices);
    }

    @Override
    public void touch(Collection<Device> devices) throws IOException {
      live();
      registry.touch(devices);
    }

    @Override
    public void forget(Collection<DeviceId> ids) throws IOException {
      live();
      registry.forget(ids);
    }

    @Override
    public Map<String, String> loadNotes() throws IOException {
      live();
      return registry.loadNotes();
    }

    @Override
    public void saveNotes(Map<String, String> notes) throws IOException {
      live();
      registry.saveNotes(notes);
    }
  }

  private final WorkingSet set =
      new WorkingSet(new ModelLimits(1_000_000, 1_000_000), event -> {}, said -> {});
  private final RegistrySynchronizer synchronizer =
      new RegistrySynchronizer(
          set.deviceTable(), this::restore, new PendingUserEdits(), remarks -> remarks);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final DiscoveryContext context =
      (DiscoveryContext)
          Proxy.newProxyInstance(
              SimulatedHub.class.getClassLoader(),
              new Class<?>[] {DiscoveryContext.class},
              (proxy, method, arguments) -> heard(method.getName(), arguments));
  private final RedisSession sharing;
  private final RedisConnection connection;
  private volatile boolean dead;

  /**
   * @param name the hub's name, by which it knows its own data again
   * @param disk what it kept in an earlier life
   */
  SimulatedHub(RedisClientFactory server, String name, Disk disk, SharingSettings settings) {
    JsonCodec codec = new JsonCodec();
    connection = new RedisConnection(server);
    RedisRegistry registry = new RedisRegistry(connection, settings, codec, this::found);
    sharing =
        new RedisSession(
            connection,
            registry,
            new RedisPeers(connection, settings, codec),
            new LeaseReaper(connection, settings),
            this);
    synchronizer.use(new UntilDeath(disk), name + "-disk");
    sharing.start();
    var unused = timer.scheduleWithFixedDelay(this::tick, 100, 100, TimeUnit.MILLISECONDS);
  }

  private Optional<DeviceId> found(DeviceId id) {
    return set.deviceTable().find(id).map(Device::id);
  }

  /** Returns this hub's devices, which are numbered printers. */
  static Sighting sighting(int number, String status) {
    String serial = String.format("01P00A%06d", number);
    return Sighting.of(serial, new Endpoint(address(number), ""), LIFETIME)
        .identifier(Identifier.serial("bambu", serial))
        .fact(Fact.NAME, "Printer " + number)
        .fact(Fact.STATUS, status)
        .attribute("DevModel.bambu.com", "C12")
        .build();
  }

  /** Reports a sighting of a printer to the hub. */
  void handle(int number, String status) {
    synchronized (set) {
      set.sighted(BAMBU, sighting(number, status), null, Timestamp.now());
    }
    synchronizer.wake();
  }

  private Object heard(String method, Object[] arguments) {
    synchronized (set) {
      if (method.equals("relay")) {
        Source origin = (Source) arguments[0];
        Source source = origin.relayedBy(RedisPeers.ID);
        set.sighted(source, (Sighting) arguments[1], null, Timestamp.now());
      } else if (method.equals("goodbye")) {
        set.goodbye(
            RedisPeers.ID, (String) arguments[0], (InetAddress) arguments[1], Timestamp.now());
      }
    }
    return method.equals("own") ? arguments[0] : null;
  }

  private void restore(Collection<Device> devices) {
    synchronized (set) {
      set.restore(devices, Timestamp.now());
    }
  }

  private void tick() {
    synchronized (set) {
      set.expire(Timestamp.now());
    }
    synchronizer.refresh();
    synchronizer.wake();
  }

  Collection<Device> devices() {
    return set.deviceTable().devices();
  }

  @Override
  public AutoCloseable registry(DeviceRegistry registry) {
    DeviceRegistry mortal = new UntilDeath(registry);
    synchronizer.use(mortal, "redis");
    return () -> synchronizer.release(mortal);
  }

  @Override
  public AutoCloseable peers(DiscoveryProvider peers) {
    try {
      peers.start(context);
    } catch (Exception e) {
      // The hub reports the reason and continues.
    }
    return () -> {};
  }

  /** Kills the hub like a power failure: nothing more is saved. */
  void kill() {
    dead = true;
    connection.close();
    end();
  }

  /** Stops the hub. */
  void close() {
    end();
  }

  private void end() {
    timer.shutdownNow();
    sharing.close();
    synchronizer.close();
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(
          new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
