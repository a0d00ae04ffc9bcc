// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.announce.AnnouncementStats;
import io.kitty.commons.Ipv4Patterns;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.event.ReadingListener;
import io.kitty.hub.AccessTokens;
import io.kitty.hub.ConfigConstraint;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleConfigurator;
import io.kitty.hub.ModuleStatus;
import io.kitty.inventory.DeviceEditor;
import io.kitty.notification.Notifications;
import io.kitty.wake.WakeOnLan;
import io.kitty.web.http.Counters;
import io.kitty.web.server.HttpServer;
import io.kitty.web.server.ServerLifecycle;
import io.kitty.web.server.Settings;
import io.kitty.web.server.WebServices;
import io.kitty.web.token.NamedTokens;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module {@code web}: connects configuration, hub and server, and reports the server's status.
 */
@Component(
    name = "io.kitty.web",
    service = {DeviceListener.class, ReadingListener.class},
    immediate = true)
@Designate(ocd = WebModule.Config.class)
@HubModule.Name("web")
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"io.kitty.hub.AccessTokens\"")
public final class WebModule implements DeviceListener, ReadingListener {

  /** The configuration in {@code etc/io.kitty.web.cfg}. */
  @ObjectClassDefinition(name = "Kitty web", description = "Devices and events over HTTP.")
  @interface Config {

    /** The pattern of a host name without a port. */
    String HOST = "[A-Za-z0-9][A-Za-z0-9._-]{0,252}";

    /** What {@link #HOST} allows, in words. */
    String HOSTS_ALLOWED = "host names like hub.example.org, without a port";

    /** The highest TCP port. */
    int MAX_PORT = 65_535;

    /** The highest number of requests a second. */
    int MAX_RATE = 100_000;

    /** The highest number of events that are kept. */
    int MAX_EVENTS = 100_000;

    /** The longest time between two comments of an event stream, in seconds. */
    int MAX_HEARTBEAT = 3600;

    /** The pattern of an IP address. */
    String IP = Ipv4Patterns.ADDRESS + "|(?!.*:::)(?!.*::.*::)[0-9a-fA-F]*:[0-9a-fA-F:.]*";

    /** What {@link #IP} allows, in words. */
    String IP_ALLOWED = "IP addresses like 172.30.32.2";

    /**
     * The pattern of the address to listen on: a name has a letter, as 0 would mean all addresses.
     */
    String ADDRESS =
        Ipv4Patterns.ADDRESS
            + "|(?!.*:::)(?!.*::.*::)[0-9a-fA-F]*:[0-9a-fA-F:.]*(%[A-Za-z0-9._-]+)?"
            + "|(?=.*[A-Za-z])"
            + HOST;

    @AttributeDefinition(description = "Whether devices and events are served over HTTP.")
    boolean enabled() default true;

    @AttributeDefinition(description = "The address or host name to listen on.")
    @ConfigConstraint(
        environment = "API_HOST",
        pattern = ADDRESS,
        allowed = "IP addresses like 127.0.0.1 and host names",
        standIn = ConfigConstraint.StandIn.DEFAULT)
    String address() default "127.0.0.1";

    @AttributeDefinition(
        description = "The TCP port to listen on, 0 to " + MAX_PORT + "; 0 takes any free one.",
        min = "0",
        max = "" + MAX_PORT)
    @ConfigConstraint(environment = "API_PORT")
    int port() default 8088;

    @AttributeDefinition(
        description =
            "Further host names under which the server is asked, separated by commas; the names of"
                + " this machine, names without a dot and those under .local, .lan, .home,"
                + " .home.arpa, .internal, .localdomain and .fritz.box need none.")
    @ConfigConstraint(pattern = HOST, allowed = HOSTS_ALLOWED)
    String[] hosts() default {};

    @AttributeDefinition(
        description =
            "The IP addresses of reverse proxies whose headers X-Ingress-Path and X-Forwarded-For"
                + " are believed, separated by commas.")
    @ConfigConstraint(pattern = IP, allowed = IP_ALLOWED)
    String[] proxies() default {};

    @AttributeDefinition(
        description =
            "Whether everybody who can reach the server may read everything without the token, where"
                + " it does not listen on a loopback address.")
    boolean anyone_may_read() default false;

    @AttributeDefinition(
        description =
            "How many requests a second one client may make on average, ten times as many at once, 1"
                + " to "
                + MAX_RATE
                + ".",
        min = "1",
        max = "" + MAX_RATE)
    int rate() default 200;

    @AttributeDefinition(
        description =
            "How many events are kept for clients that reconnect, 1 to " + MAX_EVENTS + ".",
        min = "1",
        max = "" + MAX_EVENTS)
    int event_buffer() default 1000;

    @AttributeDefinition(
        description =
            "How many seconds lie between the comments that keep an event stream alive, 1 to "
                + MAX_HEARTBEAT
                + ".",
        min = "1",
        max = "" + MAX_HEARTBEAT)
    int heartbeat() default 15;
  }

  private static final Logger LOG = LoggerFactory.getLogger(WebModule.class);
  private static final long STOP_SECONDS = 10;

  @Reference private volatile List<AnnouncementStats> announcementStats = List.of();

  @Reference(cardinality = ReferenceCardinality.OPTIONAL)
  private volatile @Nullable Notifications notifications;

  private final Counters counters = new Counters();
  private final ScheduledThreadPoolExecutor timer = executor("kitty-web-timer");

  /** Opens ports, which may block on DNS; has a thread only while there is work. */
  private final ScheduledThreadPoolExecutor opener = executor("kitty-web-opener");

  private final ServerLifecycle lifecycle;
  private final AddressFile addressFile;
  private final ServiceRegistration<AccessTokens> accessTokens;
  private final ServiceRegistration<HubModule> registration;
  private @Nullable Settings settings;

  /** Registers the module and schedules the start of the server. */
  @Activate
  public WebModule(
      BundleContext context,
      Config config,
      Map<String, Object> raw,
      @Reference Hub hub,
      @Reference DeviceCodec codec,
      @Reference DeviceEditor editor,
      @Reference ModuleConfigurator modules,
      @Reference WakeOnLan wakeOnLan) {
    opener.setKeepAliveTime(1, TimeUnit.SECONDS);
    opener.allowCoreThreadTimeOut(true);
    Path tokenFile = file(context, "web.token");
    NamedTokens tokens =
        new NamedTokens(file(context, "web-tokens.json"), tokenFile, InstantSource.system());
    WebServices services =
        new WebServices(
            hub,
            codec,
            editor,
            modules,
            wakeOnLan,
            () -> announcementStats,
            () -> Optional.ofNullable(notifications),
            counters,
            tokens,
            tokenFile,
            token -> printToken(token, tokenFile),
            timer);
    addressFile = new AddressFile(file(context, "web.url"));
    lifecycle =
        new ServerLifecycle(
            opener,
            (channel, accessAddress, settings) ->
                new HttpServer(channel, accessAddress, settings, services),
            this::port);
    accessTokens = context.registerService(AccessTokens.class, tokens, null);
    registration = context.registerService(HubModule.class, this::status, properties(0, null));
    modified(config, raw);
  }

  /** Applies a changed configuration; an invalid one changes nothing. */
  @Modified
  void modified(Config config, Map<String, Object> raw) {
    try {
      Settings wanted = SettingsReader.read(config, raw);
      if (!wanted.equals(settings)) {
        settings = wanted;
        opener.execute(() -> lifecycle.apply(wanted));
      }
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      LOG.warn(message);
      if (settings == null) {
        lifecycle.refuse(message);
      }
    }
  }

  @Deactivate
  void deactivate() throws InterruptedException {
    registration.unregister();
    accessTokens.unregister();
    try {
      opener.submit(lifecycle::close).get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The web server did not stop in time", e);
    }
    opener.shutdownNow();
    timer.shutdownNow();
  }

  @Override
  public void onEvent(DeviceEvent event) {
    lifecycle.publish(event);
  }

  @Override
  public void onReading(Device device) {
    lifecycle.publishReading(device);
  }

  /** Returns a file in the hub's data folder. */
  private static Path file(BundleContext context, String name) {
    String data = Objects.requireNonNullElse(context.getProperty("karaf.data"), "data");
    return Path.of(data, "kitty", name).toAbsolutePath().normalize();
  }

  /**
   * Prints the token on the console, which only the owner sees, as opposed to the log. With {@code
   * karaf run} the console is a log, too.
   */
  private static void printToken(String token, Path file) {
    if (System.getProperty("karaf.log.console") != null) {
      return;
    }
    System.out.printf("The token for changes over HTTP is %s (kept in %s)%n", token, file);
  }

  private ModuleStatus status() {
    ServerLifecycle.Condition now = lifecycle.condition();
    String refused = counters.acceptFailures.latest();
    return now.state() == ModuleStatus.State.RUNNING && !refused.isEmpty()
        ? ModuleStatus.of(
            "web",
            ModuleStatus.State.DEGRADED,
            "connections cannot be accepted: " + refused,
            counters.values())
        : ModuleStatus.of("web", now.state(), now.detail(), counters.values());
  }

  private void port(int port) {
    try {
      registration.setProperties(properties(port, lifecycle.address()));
    } catch (IllegalStateException e) {
      LOG.debug("The module is unregistered already", e);
    }
    addressFile.write(lifecycle.url());
  }

  private static Dictionary<String, Object> properties(int port, @Nullable InetAddress address) {
    Dictionary<String, Object> properties = new Hashtable<>();
    if (port != 0 && address != null) {
      properties.put(HubModule.PORT, port);
      properties.put(HubModule.ADDRESS, address.getHostAddress());
    }
    return properties;
  }

  private static ScheduledThreadPoolExecutor executor(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, task -> thread(task, name));
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /** Returns a thread with this bundle's class loader, by which Jetty finds its services. */
  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(WebModule.class.getClassLoader());
    return thread;
  }
}
