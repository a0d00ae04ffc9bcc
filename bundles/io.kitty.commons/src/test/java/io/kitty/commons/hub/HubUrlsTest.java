// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.HubModule;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubUrlsTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, http://192.0.2.1:8088/",
    "2001:db8::1, http://[2001:db8:0:0:0:0:0:1]:8088/",
  })
  void anAddressIsReachable(String address, String url) throws SocketException {
    assertThat(HubUrls.of(new InetSocketAddress(address, 8088))).containsExactly(url);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "::1"})
  void theLoopbackAddressIsNot(String address) throws SocketException {
    assertThat(HubUrls.of(new InetSocketAddress(address, 8088))).isEmpty();
  }

  @Test
  void allAddressesAreThoseOfTheInterfaces() throws SocketException {
    assertThat(HubUrls.of(new InetSocketAddress("0.0.0.0", 8088)))
        .allSatisfy(url -> assertThat(url).matches("http://[0-9.]+:8088/"))
        .doesNotContain("http://127.0.0.1:8088/", "http://0.0.0.0:8088/");
  }

  @Test
  void aModuleThatOthersReachHasAPage() {
    Map<String, ?> reachable = Map.of(HubModule.PORT, 8088, HubModule.ADDRESS, "192.0.2.1");
    Map<String, ?> local = Map.of(HubModule.PORT, 8088, HubModule.ADDRESS, "127.0.0.1");

    assertThat(HubUrls.page(reachable)).isEqualTo("http://192.0.2.1:8088/");
    assertThat(HubUrls.page(local)).isEmpty();
    assertThat(HubUrls.page(Map.of())).isEmpty();
  }
}
