// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.identifier.Identifier;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

  @Test
  void readsTheShortForm() {
    Sighting sighting = read(Replies.SHORT).orElseThrow();

    assertThat(sighting.key()).isEqualTo("192.0.2.9");
    assertThat(sighting.identifiers()).isEmpty();
    assertThat(sighting.facts())
        .containsOnly(
            entry(Fact.NAME, "Attic"),
            entry(Fact.VENDOR, "Voxelab"),
            entry(Fact.MODEL, "Aries"),
            entry(Fact.MODEL_CODE, "0x1001"));
    assertThat(sighting.attributes())
        .containsOnly(
            entry("ip", "192.0.2.9"),
            entry("name", "Attic"),
            entry("port", 8899L),
            entry("vendor_id", "0x2b71"),
            entry("product_id", "0x1001"),
            entry("status", 2L));
  }

  @Test
  void readsTheLongForm() {
    Sighting sighting = read(Replies.LONG).orElseThrow();

    assertThat(sighting.key()).isEqualTo("SNXYZ0042");
    assertThat(sighting.identifiers())
        .containsExactly(Identifier.serial("flashforge", "SNXYZ0042").orElseThrow());
    assertThat(sighting.facts())
        .containsEntry(Fact.MODEL, "AD5X")
        .containsEntry(Fact.VENDOR, "FlashForge")
        .containsEntry(Fact.STATUS, "RUNNING");
    assertThat(sighting.attributes())
        .containsEntry("product_type", "0x5a02")
        .containsEntry("http_port", 8898L)
        .containsEntry("serial", "SNXYZ0042");
    assertThat(sighting.services()).extracting(Service::port).containsExactly(8899, 8898);
  }

  @ParameterizedTest
  @CsvSource({
    "140, 0, IDLE",
    "140, 1, RUNNING",
    "140, 2,",
    "140, 3,",
    "276, 0, IDLE",
    "276, 1, RUNNING",
    "276, 2, ERROR",
    "276, 3,",
    "276, 65535,"
  })
  void readsTheStatus(int size, int number, @Nullable String status) {
    Sighting sighting = read(Replies.of(size, "x", 8899, 0x23, number)).orElseThrow();

    assertThat(sighting.facts().get(Fact.STATUS)).isEqualTo(status);
    assertThat(sighting.attributes()).containsEntry("status", (long) number);
  }

  @Test
  void theLongFormHasRoomForALongerName() {
    String name = "n".repeat(0x84);

    assertThat(read(Replies.of(276, name, 8899, 0x23, 0)).orElseThrow().facts())
        .containsEntry(Fact.NAME, name);
    assertThat(read(Replies.of(140, "n".repeat(0x80), 8899, 0x23, 0)).orElseThrow().facts())
        .containsEntry(Fact.NAME, "n".repeat(0x80));
  }

  @Test
  void usesTheAddressOfALongReplyWithoutASerialNumber() {
    Sighting sighting = read(Replies.of(276, "x", 8899, 0x23, 0)).orElseThrow();

    assertThat(sighting.key()).isEqualTo("192.0.2.9");
    assertThat(sighting.identifiers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000000", "SN000000", "FFFFFFFF", "1234567890"})
  void usesTheAddressIfTheSerialNumberIsAPlaceholder(String serial) {
    Sighting sighting =
        read(Replies.more(Replies.of(276, "x", 8899, 0x23, 0), serial)).orElseThrow();

    assertThat(sighting.key()).isEqualTo("192.0.2.9");
    assertThat(sighting.identifiers()).isEmpty();
    assertThat(sighting.attributes()).containsEntry("serial", serial);
  }

  @Test
  void aModelThatIsNotKnownHasItsCodeOnly() {
    assertThat(read(Replies.of(140, "", 8899, 0x7777, 0)).orElseThrow().facts())
        .containsOnly(
            entry(Fact.VENDOR, "FlashForge"),
            entry(Fact.MODEL_CODE, "0x7777"),
            entry(Fact.STATUS, "IDLE"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 8, 20, 139, 141, 200, 275, 277, 65507})
  void dropsOtherLengths(int length) {
    assertThat(read(Arrays.copyOf(Replies.LONG, length))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {140, 276})
  void dropsNothingButZeros(int length) {
    assertThat(read(new byte[length])).isEmpty();
  }

  @Property
  void readsAnythingWithoutThrowing(@ForAll("answers") byte[] answer) {
    boolean controlled = answer[0x84] != 0 || answer[0x85] != 0;

    assertThat(read(answer).isPresent()).isEqualTo(controlled);
    read(answer).ifPresent(sighting -> assertThat(sighting.key()).hasSizeBetween(1, 128));
  }

  @Provide
  Arbitrary<byte[]> answers() {
    return Arbitraries.of(140, 276)
        .flatMap(size -> Arbitraries.bytes().array(byte[].class).ofSize(size));
  }

  private static Optional<Sighting> read(byte[] payload) {
    Datagram datagram =
        new Datagram(payload, new InetSocketAddress("192.0.2.9", 19000), "eth0", true);
    return ReplyParser.read(datagram, Duration.ofSeconds(90));
  }
}
