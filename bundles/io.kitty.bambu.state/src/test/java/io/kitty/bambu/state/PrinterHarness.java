// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The provider of one printer that is announced on the loopback interface. */
final class PrinterHarness implements AutoCloseable {

  static final String SERIAL = "01P00A4C2009981";
  static final String CODE = "s3cr3tc0";
  static final InetAddress ADDRESS = TestLinks.address("127.0.0.1");
  static final Source BAMBU = new Source("bambu", "bambu", "bambu", Authority.OWN);
  static final Source OWN = new Source("bambu.state", "bambu", "bambu", Authority.OWN);

  final FakeContext context = new FakeContext();

  PrinterHarness(int port) throws IOException {
    this(port, Map.of());
  }

  PrinterHarness(int port, Map<String, Object> config) throws IOException {
    Map<String, Object> values =
        new HashMap<>(Map.of("serial", SERIAL, "access_code", CODE, "port", port));
    values.putAll(config);
    new BambuStateProvider(
            TestConfigs.with(BambuStateProvider.Config.class, values),
            Map.of("felix.fileinstall.filename", "file:/hub/etc/io.kitty.bambu.state-bench.cfg"),
            context.clock()::nanos)
        .start(context);
  }

  /** Makes the printer present, and connects to it. */
  PrinterHarness present() {
    context.present(device(BAMBU, ADDRESS, null));
    advance(0);
    return this;
  }

  static Device device(Source source, InetAddress address, @Nullable InetAddress via) {
    Sighting sighting =
        Sighting.of(
                Identifier.serial("bambu", SERIAL).orElseThrow(),
                new Endpoint(address, "lo"),
                Duration.ofSeconds(90))
            .via(via)
            .build();
    Instant now = Instant.EPOCH;
    return Device.builder(DeviceId.of("bambu", SERIAL), source.id())
        .addresses(List.of(address))
        .evidence(List.of(new Evidence(source, sighting, null, now, now, now, now, true)))
        .build();
  }

  void advance(long seconds) {
    context.advance(Duration.ofSeconds(seconds));
  }

  long count(String counter) {
    return context.counters().getOrDefault(counter, 0L);
  }

  @Override
  public void close() {
    context.close();
  }
}
