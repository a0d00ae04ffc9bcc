// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;
import java.util.stream.Stream;

class SnapmakerContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new SnapmakerProvider(TestConfigs.defaults(SnapmakerProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return Stream.of(
            "Lathe@127.0.0.1|model:Snapmaker 2 Model A150|status:RUNNING",
            "W\u00e4rme@0.0.0.0|model:Snapmaker J1|SACP:1",
            "{\"name\":\"Sim\",\"model\":\"A150\",\"state\":\"IDLE\"}")
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }
}
