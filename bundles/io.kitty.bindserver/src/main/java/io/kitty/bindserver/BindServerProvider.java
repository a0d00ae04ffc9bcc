// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.bindserver.tcp.ConnectionLimits;
import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** One virtual printer: answers slicers, and announces itself if configured. */
@Component(
    name = "io.kitty.bindserver",
    service = {DiscoveryProvider.class, VirtualPrinterServer.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = BindServerConfig.class, factory = true)
@Protocol(
    id = "bindserver",
    kind = "bambu",
    namespace = "bambu",
    authority = Authority.OWN,
    instances = true)
public final class BindServerProvider implements DiscoveryProvider, VirtualPrinterServer {

  /** The hub's folder, against which relative paths are resolved. */
  private static final Path HOME = Path.of(System.getProperty("karaf.base", ""));

  private final BindServerConfig config;
  private final KeyStoreDirectory keys;
  private final ConnectionLimits limits;
  private final LongSupplier nanos;
  private volatile @Nullable BindServer server;

  @Activate
  public BindServerProvider(BindServerConfig config) {
    this(
        config,
        new KeyStoreDirectory(
            Path.of(System.getProperty("karaf.data", "data"), "kitty-bindserver")),
        ConnectionLimits.DEFAULT,
        System::nanoTime);
  }

  BindServerProvider(
      BindServerConfig config,
      KeyStoreDirectory keys,
      ConnectionLimits limits,
      LongSupplier nanos) {
    this.config = config;
    this.keys = keys;
    this.limits = limits;
    this.nanos = nanos;
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
