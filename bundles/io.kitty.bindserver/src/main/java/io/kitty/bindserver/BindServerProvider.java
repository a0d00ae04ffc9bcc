// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.bindserver.limit.ConnectionLimits;
import io.kitty.bindserver.tls.CipherSuites;
import io.kitty.bindserver.tls.KeyStoreDirectory;
import io.kitty.bindserver.tls.TlsIdentity;
import io.kitty.commons.Ipv4Patterns;
import io.kitty.commons.Seconds;
import io.kitty.commons.key.PublicProperties;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.hub.VirtualPrinterServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * One virtual printer: answers slicers, and announces itself if configured. It registers itself as
 * a service, without the password of its key store.
 */
@Component(
    name = "io.kitty.bindserver",
    service = {},
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = BindServerProvider.Config.class, factory = true)
@Protocol(
    id = "bindserver",
    kind = "bambu",
    namespace = "bambu",
    authority = Authority.OWN,
    instances = true)
public final class BindServerProvider implements DiscoveryProvider, VirtualPrinterServer {

  /** Configuration of one virtual printer. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty Bambu bind server",
      description = "Answers slicers as a printer that exists in software only.")
  @interface Config {

    @AttributeDefinition(description = "Whether this printer runs.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "Which interfaces it is announced on: name patterns with *, separated by commas, a"
                + " leading ! excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE,
        prompt = true)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(description = "The serial number.")
    @ConfigConstraint(
        pattern = "[0-9A-Z]{8,32}",
        allowed = "8 to 32 digits and capital letters like 01P00A391800001")
    String serial();

    @AttributeDefinition(description = "The model code, for instance C12 for a P1S.")
    @ConfigConstraint(
        pattern = "[0-9A-Za-z-]{1,32}",
        allowed = "codes of up to 32 letters, digits and - like C12 or BL-P001")
    String model();

    @AttributeDefinition(description = "The name that slicers show.")
    @ConfigConstraint(
        pattern = "[^\\p{Cntrl}]{1,64}",
        allowed = "names of 1 to 64 characters like Bench printer")
    String name();

    @AttributeDefinition(description = "The firmware version that it reports.")
    @ConfigConstraint(pattern = "\\d{2}(\\.\\d{2}){3}", allowed = "versions like 01.00.00.00")
    String version() default "01.00.00.00";

    @AttributeDefinition(
        description = "Whether it is bound already; slicers bind only to a free one.",
        options = {@Option(value = "free"), @Option(value = "occupied")})
    String bind() default "free";

    @AttributeDefinition(
        description = "How it can be reached; slicers bind only to one in the LAN or a farm.",
        options = {@Option(value = "lan"), @Option(value = "cloud"), @Option(value = "farm")})
    String connect() default "lan";

    @AttributeDefinition(
        description = "The IP address of this host that it listens on; empty: all of them.",
        required = false)
    @ConfigConstraint(
        pattern = "|" + Ipv4Patterns.ADDRESS + "|[0-9a-fA-F:]*:[0-9a-fA-F:.]*",
        allowed = "IP addresses like 192.168.1.10, or none",
        standIn = ConfigConstraint.StandIn.NONE,
        prompt = true)
    String bind_address() default "";

    @AttributeDefinition(
        description =
            "The IPv4 address that is announced; empty: bind.address, else that of each interface.",
        required = false)
    @ConfigConstraint(
        pattern = "|" + Ipv4Patterns.ADDRESS,
        allowed = "IPv4 addresses like 192.168.1.10, or none",
        standIn = ConfigConstraint.StandIn.NONE)
    String advertise_address() default "";

    @AttributeDefinition(
        description = "The TCP port that slicers connect to first; 0: any free one.",
        min = "0",
        max = "65535")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE, prompt = true)
    int plain_port() default 3000;

    @AttributeDefinition(
        description = "The TCP port that slicers connect to with TLS; 0: any free one.",
        min = "0",
        max = "65535")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE, prompt = true)
    int tls_port() default 3002;

    @AttributeDefinition(
        description =
            "A key store with the certificate for TLS; empty: one is generated and kept under data.",
        required = false)
    String keystore() default "";

    @AttributeDefinition(
        description = "The password of that key store.",
        type = AttributeType.PASSWORD,
        required = false)
    @ConfigConstraint(environment = "BINDSERVER_KEYSTORE_PASSWORD")
    String keystore_password() default "";

    @AttributeDefinition(
        description = "Whether it is announced, so that slicers list it by themselves.")
    boolean announce() default false;

    @AttributeDefinition(
        description = "Seconds between two announcements.",
        min = "1",
        max = "86400")
    double announce_interval() default 30;
  }

  /** The hub's folder, against which relative paths are resolved. */
  private static final Path HOME = Path.of(System.getProperty("karaf.base", ""));

  private final Config config;
  private final KeyStoreDirectory keys;
  private final ConnectionLimits limits;
  private final LongSupplier nanos;
  private volatile @Nullable BindServer server;
  private @Nullable ServiceRegistration<?> registration;

  @Activate
  public BindServerProvider(Config config) {
    this(
        config,
        new KeyStoreDirectory(
            Path.of(System.getProperty("karaf.data", "data"), "kitty-bindserver")),
        ConnectionLimits.DEFAULT,
        System::nanoTime);
  }

  BindServerProvider(
      Config config, KeyStoreDirectory keys, ConnectionLimits limits, LongSupplier nanos) {
    this.config = config;
    this.keys = keys;
    this.limits = limits;
    this.nanos = nanos;
  }

  @Activate
  void register(BundleContext bundle, Map<String, Object> properties) {
    registration =
        PublicProperties.register(
            bundle,
            this,
            properties,
            "keystore.password",
            DiscoveryProvider.class,
            VirtualPrinterServer.class);
  }

  @Deactivate
  void unregister() {
    if (registration != null) {
      registration.unregister();
    }
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    VirtualPrinter printer = VirtualPrinter.of(config);
    AdvertisedAddress advertised;
    TlsIdentity identity;
    try {
      advertised = AdvertisedAddress.of(config);
      identity = identity();
    } catch (IOException e) {
      throw new IOException(printer + ": " + e.getMessage(), e);
    }
    BindServer bindServer =
        context.own(
            new BindServer(
                context,
                printer,
                identity,
                advertised.listening(),
                config.plain_port(),
                config.tls_port(),
                limits));
    bindServer.open();
    server = bindServer;
    context.own(() -> server = null);
    new VirtualPrinterReporter(context, printer, advertised).start();
    if (config.announce()) {
      Duration interval = Seconds.toDuration(config.announce_interval());
      context.own(new PrinterAnnouncer(context, printer, advertised, interval, nanos)).start();
    }
  }

  private TlsIdentity identity() throws IOException {
    return config.keystore().isEmpty()
        ? TlsIdentity.read(keys.keyStore(config.serial()), KeyStoreDirectory.PASSWORD)
        : TlsIdentity.read(HOME.resolve(config.keystore()), config.keystore_password());
  }

  @Override
  public String serial() {
    return orNone(config.serial());
  }

  @Override
  public String model() {
    return orNone(config.model());
  }

  @Override
  public String name() {
    return orNone(config.name());
  }

  /** A key without a default value is null if its file lacks it. */
  private static String orNone(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }

  @Override
  public boolean running() {
    return server != null;
  }

  @Override
  public List<Port> ports() {
    return server().stream()
        .flatMap(open -> open.ports().stream())
        .map(ListeningPort::status)
        .toList();
  }

  @Override
  public Map<String, Boolean> cipherSuites() {
    return server().map(BindServer::identity).map(CipherSuites::test).orElse(Map.of());
  }

  @Override
  public Optional<Certificate> certificate() {
    return server().map(BindServer::identity).map(TlsIdentity::status);
  }

  /** Returns the server of the printer; empty while it is stopped. */
  Optional<BindServer> server() {
    return Optional.ofNullable(server);
  }
}
