// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.bambu.announcement.AnnouncementSamples;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyHintTest {

  private static final InetAddress PRINTER = TestLinks.address("192.0.2.7");
  private static final String SERIAL = "01P00A4C2009981";
  private static final String HINT =
      "etc/io.kitty.bambu.state-NAME.cfg: serial and access.code of the printer";

  private final FakeContext context = new FakeContext();

  @BeforeEach
  void start() throws Exception {
    context.queueTasks();
    new BambuProvider(TestConfigs.defaults(BambuProvider.Config.class)).start(context);
  }

  private String hint(String serial) {
    context.deliver(
        2021,
        AnnouncementSamples.alive(serial, "192.0.2.7", AnnouncementSamples.details("C12", "Bench")),
        new InetSocketAddress(PRINTER, 1900));
    return context.lastSighting().facts().getOrDefault(Fact.NEEDS_KEY, "");
  }

  private static Device device(String source, Fact fact, String value) {
    Identifier identifier = Identifier.serial("bambu", SERIAL).orElseThrow();
    Sighting sighting =
        Sighting.of(identifier, new Endpoint(PRINTER, "eth0"), Duration.ofMinutes(1))
            .fact(fact, value)
            .build();
    Source by = new Source(source, "bambu", "bambu", Authority.OWN);
    Instant now = Instant.EPOCH;
    return Device.builder(DeviceId.of("bambu", SERIAL), source)
        .identifiers(Set.of(identifier))
        .evidence(List.of(new Evidence(by, sighting, null, now, now, now, now, true)))
        .build();
  }

  @Test
  void saysWhereTheAccessCodeIsEntered() {
    assertThat(hint(SERIAL)).isEqualTo(HINT);
  }

  @ParameterizedTest
  @EnumSource(names = {"STATUS", "NEEDS_KEY"})
  void isSilentWhileAnotherProtocolTellsTheStateOrWhatIsWrong(Fact fact) {
    Device known = device("bambu.state", fact, "IDLE");
    context.present(known);
    assertThat(hint(SERIAL)).isEmpty();
    assertThat(hint("01P00A4C2009982")).as("another one").isEqualTo(HINT);

    context.gone(known);
    assertThat(hint(SERIAL)).isEqualTo(HINT);
  }

  @Test
  void itsOwnHintAndOtherFactsDoNotCount() {
    context.present(device("bambu", Fact.NEEDS_KEY, HINT));
    assertThat(hint(SERIAL)).isEqualTo(HINT);
    context.present(device("bambu.state", Fact.NAME, "Bench"));
    assertThat(hint(SERIAL)).isEqualTo(HINT);
  }

  @Test
  void aVirtualPrinterNeedsNone() {
    assertThat(hint("00M09A391800001")).isEmpty();
  }
}
