// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.beacon.Beacon.Status;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeaconTest {

  private static final String SERVICE = "_kiln._udp.local.";

  private static Optional<Beacon> parse(String text) {
    return Beacon.parse(text.getBytes(StandardCharsets.UTF_8), SERVICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SERVICE + "|81|barn|UP",
        SERVICE + "|81|barn|UP\n",
        SERVICE + "|81|barn|UP\r\n",
        SERVICE + "|81|barn|UP|v2|more"
      })
  void readsBeacons(String text) {
    assertThat(parse(text)).contains(new Beacon(SERVICE, 81, "barn", Status.UP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "|||",
        SERVICE,
        SERVICE + "|81|barn",
        SERVICE + "|81|barn|",
        SERVICE + "|81|barn|D",
        SERVICE + "|81|barn|up",
        SERVICE + "|81|barn| UP",
        SERVICE + "|81|barn|UP ",
        SERVICE + "|81|barn|UPDOWN",
        SERVICE + "|81||UP",
        SERVICE + "|81| barn|UP",
        SERVICE + "|81|ba\u001brn|UP",
        SERVICE + "|0|barn|UP",
        SERVICE + "|65536|barn|UP",
        SERVICE + "|99999999999|barn|UP",
        SERVICE + "|-1|barn|UP",
        SERVICE + "|+81|barn|UP",
        SERVICE + "|81.0|barn|UP",
        SERVICE + "||barn|UP",
        " " + SERVICE + "|81|barn|UP",
        "_kiln._udp.local|81|barn|UP",
        "_other._udp.local.|81|barn|UP"
      })
  void readsNothingElse(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @Test
  void boundsTheNameOfTheHost() {
    assertThat(parse(SERVICE + "|81|" + "b".repeat(200) + "|UP")).isPresent();
    assertThat(parse(SERVICE + "|81|" + "b".repeat(201) + "|UP")).isEmpty();
    assertThat(parse(SERVICE + "|81|barn|UP|" + "x".repeat(1024))).isEmpty();
  }

  @Property
  void readsWhatItSends(
      @ForAll @IntRange(min = 1, max = 65535) int port,
      @ForAll @AlphaChars @StringLength(min = 1, max = 200) String host,
      @ForAll Status status) {
    Beacon beacon = new Beacon(SERVICE, port, host, status);

    assertThat(Beacon.parse(beacon.packet(), SERVICE)).contains(beacon);
  }

  @Property
  void neverFails(@ForAll byte[] bytes) {
    assertThat(Beacon.parse(bytes, SERVICE)).isEmpty();
  }
}
