// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.identifier.Identifier;
import io.kitty.state.MachineState;
import io.kitty.testkit.TestLinks;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

  @Test
  void readsSdcpV3() {
    Sighting sighting = read(Replies.V3).orElseThrow();

    assertThat(sighting.key()).isEqualTo("00aa11bb22cc33dd");
    assertThat(sighting.identifiers())
        .containsExactly(Identifier.serial("elegoo", "00aa11bb22cc33dd").orElseThrow());
    assertThat(sighting.facts())
        .containsOnly(
            entry(Fact.NAME, "Lathe"),
            entry(Fact.MODEL, "Centauri Carbon"),
            entry(Fact.VENDOR, "ELEGOO"),
            entry(Fact.FIRMWARE, "V1.2.3"));
    assertThat(sighting.attributes())
        .containsEntry("protocol", "V3.0.0")
        .containsEntry("ip", "192.0.2.9")
        .doesNotContainKeys("source", "claimed_ip", "status");
    assertThat(sighting.services()).extracting(Service::port).containsExactly(3030);
  }

  @Test
  void readsSdcpV1() {
    Sighting sighting = read(Replies.V1).orElseThrow();

    assertThat(sighting.key()).isEqualTo("FEDC9876");
    assertThat(sighting.facts())
        .containsEntry(Fact.MODEL, "ELEGOO Mars 4")
        .containsEntry(Fact.VENDOR, "ELEGOO");
    assertThat(sighting.attributes()).containsEntry("status", 1L);
    assertThat(sighting.readings()).containsOnly(entry("print_status", 3L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffffffff", "0000000000000000", "unknown", "0123456789abcdef"})
  void usesTheAddressIfTheNumberIsAPlaceholder(String number) {
    Sighting sighting =
        read(Replies.bytes("{'Data':{'Name':'Farm','MainboardID':'" + number + "'}}"))
            .orElseThrow();

    assertThat(sighting.key()).isEqualTo("192.0.2.9");
    assertThat(sighting.identifiers()).isEmpty();
    assertThat(sighting.attributes()).containsEntry("id", number);
    assertThat(sighting.facts()).containsEntry(Fact.NAME, "Farm");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, IDLE",
    "0, 16, IDLE",
    "1, 0, BUSY",
    "1, 1, PREPARING",
    "1, 2, RUNNING",
    "1, 4, RUNNING",
    "1, 6, PAUSED",
    "1, 8, STOPPED",
    "1, 9, FINISHED",
    "1, 16, FINISHED",
    "1, 99, BUSY",
    "1, '\"x\"', BUSY",
    "7, 3, 7"
  })
  void readsTheStatusOfV1(int status, String print, String word) {
    byte[] reply = Replies.v1(status, "{'Status':" + print + "}", "192.0.2.9");

    assertThat(read(reply).orElseThrow().facts()).containsEntry(Fact.STATUS, word);
  }

  @Test
  void readsTheJobOfV1WhileItIsBusy() {
    assertThat(read(Replies.V1).orElseThrow().state())
        .isEqualTo(MachineState.builder().job("vase.goo").layer(7, 250).build());
    assertThat(read(Replies.v1(0, "192.0.2.9")).orElseThrow().state().isEmpty()).isTrue();
    assertThat(read(Replies.v1(1, "{}", "192.0.2.9")).orElseThrow().state().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'CurrentLayer':-3,'TotalLayer':-9}",
        "{'CurrentLayer':1e300,'TotalLayer':1e300}",
        "{'CurrentLayer':[],'TotalLayer':{},'Filename':null}",
        "[]"
      })
  void dropsAJobThatIsNone(String print) {
    assertThat(read(Replies.v1(1, print, "192.0.2.9")).orElseThrow().state().isEmpty()).isTrue();
  }

  @Test
  void readsTheCentauriCarbon2() {
    Sighting sighting = read(Replies.CC2).orElseThrow();

    assertThat(sighting.identifiers())
        .containsExactly(Identifier.serial("elegoo", "CC2Z9").orElseThrow());
    assertThat(sighting.facts())
        .containsOnly(
            entry(Fact.NAME, "Twin"),
            entry(Fact.MODEL, "Centauri Carbon 2"),
            entry(Fact.VENDOR, "ELEGOO"));
    assertThat(sighting.attributes())
        .containsEntry("needs_code", true)
        .containsEntry("lan_mode", false);
  }

  @Test
  void keepsADifferentClaimWithTheSource() {
    assertThat(read(Replies.v1(0, "198.51.100.4")).orElseThrow())
        .satisfies(
            sighting -> {
              assertThat(sighting.endpoint().address()).isEqualTo(TestLinks.address("192.0.2.9"));
              assertThat(sighting.attributes())
                  .containsEntry("ip", "198.51.100.4")
                  .containsEntry("claimed_ip", "198.51.100.4")
                  .containsEntry("source", "192.0.2.9");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "224.0.0.9", "255.255.255.255", "nonsense"})
  void ignoresAnImpossibleClaim(String claim) {
    assertThat(read(Replies.v1(0, claim)).orElseThrow().attributes())
        .containsEntry("ip", "192.0.2.9")
        .containsEntry("claimed_ip", claim);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "M99999",
        "{'id': 0, 'method': 7000}",
        "{'id':0,'error':{'code':-32601,'message':'x'}}",
        "{'id':0,'result':null}",
        "{'id':0,'result':{'host_name':'no number'}}",
        "{'Data':{'Name':'no number'}}",
        "{'Data':{'MainboardID':''}}",
        "{'Data':{'MainboardID':null}}",
        "{'Data':{'MainboardID':['x']}}",
        "{'Data':{'MainboardID':'\\u0007'}}",
        "{'Data':{'MainboardID':'x'}} and more",
        "{'Data':{'MainboardID':'x'",
        "['Data']",
        "null",
        "7"
      })
  void dropsOtherText(String text) {
    assertThat(read(Replies.bytes(text))).isEmpty();
  }

  @Test
  void readsToTheNul() {
    assertThat(read(Arrays.copyOf(Replies.V3, Replies.V3.length + 20))).isPresent();
  }

  @Test
  void refusesDeepOrLargeText() {
    assertThat(read(("{\"Data\":" + "[".repeat(8000)).getBytes(StandardCharsets.UTF_8))).isEmpty();
    String padded = " ".repeat(10_000) + new String(Replies.V3, StandardCharsets.UTF_8);
    assertThat(read(padded.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Property
  void readsAnythingWithoutThrowing(
      @ForAll @Size(max = 40) byte[] noise, @ForAll @IntRange(max = 500) int at) {
    for (byte[] answer : List.of(Replies.V3, Replies.V1, Replies.CC2)) {
      byte[] broken = answer.clone();
      for (int i = 0; i < noise.length; i++) {
        broken[(at + i) % broken.length] = noise[i];
      }
      read(broken).ifPresent(sighting -> assertThat(sighting.key()).hasSizeBetween(1, 128));
    }
    assertThat(read(noise)).isEmpty();
  }

  private static Optional<Sighting> read(byte[] payload) {
    Datagram datagram =
        new Datagram(payload, new InetSocketAddress("192.0.2.9", 3000), "eth0", true);
    return ReplyParser.read(datagram, Duration.ofSeconds(90), List.of(TestLinks.lan()));
  }
}
