// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;
import java.util.stream.Stream;

class BroadcastContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new BroadcastProvider(TestConfigs.defaults(BroadcastProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return Stream.of("SERVER_IP:127.0.0.1", "SERVER_IP: 192.0.2.9 : 9000 ")
        .map(text -> text.getBytes(US_ASCII))
        .toList();
  }
}
