// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.multicast.group.SentPackets;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each packet goes through a socket of the loopback interface; only its sender is replaced. */
class CorpusTest extends CorpusContract {

  private static final int PORT = 5004;
  private static final int PATIENCE_MILLIS = 5000;

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("py-vault-multicast");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) throws IOException {
    byte[] received = throughASocket(sample.bytes());
    try (FakeContext context = new FakeContext()) {
      new MulticastProvider(
              TestConfigs.defaults(MulticastProvider.Config.class),
              new SentPackets(),
              (service, types, properties) -> () -> {},
              System::nanoTime)
          .start(context);
      context.deliver(
          new Datagram(received, new InetSocketAddress(sample.source(), PORT), "", false));
      return context.sightings().stream().findFirst().map(CorpusTest::fields);
    }
  }

  private static byte[] throughASocket(byte[] payload) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket in = new DatagramSocket(0, loopback);
        DatagramSocket out = new DatagramSocket(0, loopback)) {
      in.setSoTimeout(PATIENCE_MILLIS);
      out.send(new DatagramPacket(payload, payload.length, loopback, in.getLocalPort()));
      DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
      in.receive(packet);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    }
  }

  /** An absent field is kept as null. */
  private static Map<String, Object> fields(Sighting sighting) {
    Map<String, Object> fields = new HashMap<>(sighting.attributes());
    List.of("type", "name", "port", "claimed_ip").forEach(name -> fields.putIfAbsent(name, null));
    return fields;
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return List.of();
  }
}
