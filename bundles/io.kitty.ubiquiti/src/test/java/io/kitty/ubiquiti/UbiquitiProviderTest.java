// SPDX-License-Identifier: Apache-2.0
package io.kitty.ubiquiti;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class UbiquitiProviderTest extends ProviderContract {

  /** MAC 24:5a:4c:01:02:03, name Attic, model U7-Pro. */
  private static final byte[] REPLY =
      HexFormat.of()
          .parseHex(
              "0100001a"
                  + "010006245a4c010203"
                  + "0b0005"
                  + "4174746963"
                  + "0c0006"
                  + "55372d50726f");

  @Override
  protected DiscoveryProvider provider() {
    return new UbiquitiProvider(TestConfigs.defaults(UbiquitiProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of(REPLY);
  }

  @Test
  void reportsReplies() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);
    context.runScan();

    context.deliver(packet(REPLY));

    Sighting sighting = context.sightings().get(0);
    assertThat(sighting.facts())
        .containsEntry(Fact.NAME, "Attic")
        .containsEntry(Fact.MODEL, "U7-Pro");
    assertThat(sighting.identifiers())
        .containsExactly(Identifier.mac("24:5a:4c:01:02:03").orElseThrow());
  }

  @Test
  void usesTheSenderIfTheMacIsAPlaceholder() {
    byte[] reply = REPLY.clone();
    Arrays.fill(reply, 7, 13, (byte) 0);

    Sighting sighting =
        new UbiquitiProvider(TestConfigs.defaults(UbiquitiProvider.Config.class))
            .read(packet(reply))
            .orElseThrow();

    assertThat(sighting.key()).isEqualTo("192.0.2.9");
    assertThat(sighting.identifiers()).isEmpty();
  }

  @Test
  void dropsAWrongLength() {
    UbiquitiProvider provider =
        new UbiquitiProvider(TestConfigs.defaults(UbiquitiProvider.Config.class));

    assertThat(provider.read(packet(Arrays.copyOf(REPLY, 12)))).isEmpty();
    assertThat(provider.read(packet(new byte[0]))).isEmpty();
    assertThat(provider.read(packet(UbiquitiProvider.REQUEST))).isEmpty();
  }

  private static Datagram packet(byte[] payload) {
    return new Datagram(payload, new InetSocketAddress("192.0.2.9", 10001), "eth0", true);
  }
}
