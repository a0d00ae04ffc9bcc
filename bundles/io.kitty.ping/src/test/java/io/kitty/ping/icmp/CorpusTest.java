// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CorpusTest extends CorpusContract {

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("icmp");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    ByteBuffer packet = ByteBuffer.wrap(sample.bytes());
    int at = EchoPacket.find(packet, 0, packet.capacity(), false);
    return at < 0
        ? Optional.empty()
        : Optional.of(
            Map.of("id", EchoPacket.id(packet, at), "seq", EchoPacket.sequence(packet, at)));
  }

  /**
   * The hub's requests carry their own data: here the header is written for the data of the sample.
   */
  @Override
  protected Collection<byte[]> requests(Sample sample) {
    ByteBuffer packet = ByteBuffer.wrap(sample.bytes().clone()).putLong(0, 0);
    int id = sample.expect().path("id").asInt();
    int sequence = sample.expect().path("seq").asInt();
    EchoPacket.address(packet, 0, packet.capacity(), id, sequence);
    return List.of(packet.array());
  }
}
