// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnUrlsTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, http://192.0.2.1:8088/",
    "2001:db8::1, http://[2001:db8:0:0:0:0:0:1]:8088/",
  })
  void anAddressIsReachable(String address, String url) throws SocketException {
    assertThat(OwnUrls.of(new InetSocketAddress(address, 8088))).containsExactly(url);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "::1"})
  void theLoopbackAddressIsNot(String address) throws SocketException {
    assertThat(OwnUrls.of(new InetSocketAddress(address, 8088))).isEmpty();
  }

  @Test
  void allAddressesAreThoseOfTheInterfaces() throws SocketException {
    assertThat(OwnUrls.of(new InetSocketAddress("0.0.0.0", 8088)))
        .allSatisfy(url -> assertThat(url).matches("http://[0-9.]+:8088/"))
        .doesNotContain("http://127.0.0.1:8088/", "http://0.0.0.0:8088/");
  }
}
