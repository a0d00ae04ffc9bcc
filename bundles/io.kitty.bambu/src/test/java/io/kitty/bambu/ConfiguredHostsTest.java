// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import static io.kitty.bambu.announcement.AnnouncementSamples.SERIAL;
import static io.kitty.bambu.detect.PrinterServer.naming;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.bambu.detect.DetectClient.Settings;
import io.kitty.bambu.detect.PrinterServer;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredHostsTest {

  private static final InetAddress HOST = TestLinks.address("127.0.0.1");
  private static final Duration LONG = Duration.ofSeconds(20);

  private static FakeContext start(Settings settings) throws Exception {
    FakeContext context = new FakeContext();
    new BambuProvider(
            TestConfigs.with(
                BambuProvider.Config.class, Map.of("hosts", new String[] {HOST.getHostAddress()})),
            settings)
        .start(context);
    return context;
  }

  @Test
  void reportsAConfiguredHostUnderItsOwnKeyAndRepeats() throws Exception {
    try (PrinterServer plain = PrinterServer.plain(naming(SERIAL));
        FakeContext context =
            start(new Settings(plain.port(), LONG, PrinterServer.closedPort(), LONG))) {
      Sighting sighting = context.lastSighting();
      assertThat(sighting.key()).isEqualTo("detect:127.0.0.1");
      assertThat(sighting.endpoint()).isEqualTo(new Endpoint(HOST, ""));
      assertThat(sighting.lifetime()).isEqualTo(Duration.ofSeconds(300 + 90));
      assertThat(sighting.identifiers()).containsExactly(new Identifier.Serial("bambu", SERIAL));
      assertThat(sighting.facts())
          .containsEntry(Fact.NAME, "Bench")
          .containsEntry(Fact.MODEL, "P1S")
          .containsEntry(Fact.FIRMWARE, "01.02");

      context.advance(Duration.ofSeconds(299));
      assertThat(plain.requests()).hasSize(1);
      context.advance(Duration.ofSeconds(1));
      assertThat(plain.requests()).hasSize(2);
    }
  }

  @Test
  void recordsAndRetriesAHostWithoutReply() throws Exception {
    try (FakeContext context =
        start(new Settings(PrinterServer.closedPort(), LONG, PrinterServer.closedPort(), LONG))) {
      assertThat(context.sightings()).isEmpty();
      assertThat(context.counters()).containsEntry("not_verified", 1L);
      assertThat(context.errors())
          .singleElement()
          .satisfies(error -> assertThat(error.message()).startsWith("127.0.0.1 is not verified:"));

      context.advance(Duration.ofSeconds(60));
      assertThat(context.counters()).as("soon again").containsEntry("not_verified", 3L);
      context.advance(Duration.ofSeconds(299));
      assertThat(context.counters()).as("then rarely").containsEntry("not_verified", 3L);
      context.advance(Duration.ofSeconds(1));
      assertThat(context.counters()).containsEntry("not_verified", 4L);
    }
  }
}
