// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.identifier.Identifier;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuidTest {

  @Test
  void isWrittenLikeTheVendors() {
    assertThat(Duid.read(Replies.PRINTER)).hasToString("Optional[USPRAKM-004711-QWERT]");
    assertThat(Duid.read(Replies.of(0xf1410014, "EUPRAKM", -1, "ABCDEF")))
        .hasToString("Optional[EUPRAKM-4294967295-ABCDEF]");
  }

  @Test
  void recognisesAPrinterByItsPrefix() {
    Sighting sighting = sighting(Replies.PRINTER);

    assertThat(sighting.identifiers())
        .containsExactly(Identifier.serial("ankermake", "USPRAKM-004711-QWERT").orElseThrow());
    assertThat(sighting.facts()).containsOnly(entry(Fact.VENDOR, "AnkerMake"));
    assertThat(sighting.attributes())
        .containsOnly(entry("duid", "USPRAKM-004711-QWERT"), entry("ip", "192.0.2.9"));
  }

  @Test
  void aCameraIsNotTakenForAPrinter() {
    Sighting sighting = sighting(Replies.CAMERA);

    assertThat(sighting.identifiers())
        .containsExactly(Identifier.serial("pppp", "ABCD-1234567-ZYXWV").orElseThrow());
    assertThat(sighting.facts()).containsOnly(entry(Fact.KIND, "device"));
  }

  @Test
  void usesTheAddressIfTheNumberIsUnset() {
    Sighting sighting = sighting(Replies.of(0xf1410014, "USPRAKM", 0, "AAAAA"));

    assertThat(sighting.key()).isEqualTo("192.0.2.9");
    assertThat(sighting.identifiers()).isEmpty();
    assertThat(sighting.attributes()).containsEntry("duid", "USPRAKM-000000-AAAAA");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xf1300000, 0xf1410100, 0xf1410013, 0xf1420014, 0x00410014})
  void dropsOtherPackets(int header) {
    assertThat(Duid.read(Replies.of(header, "USPRAKM", 1, "QWERT"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A\0B", "A-B", "A\nB", "\u00e4"})
  void dropsAStrangePrefixOrCheck(String text) {
    assertThat(Duid.read(Replies.of(0xf1410014, text, 1, "QWERT"))).isEmpty();
    assertThat(Duid.read(Replies.of(0xf1410014, "USPRAKM", 1, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 23, 25, 65507})
  void dropsOtherLengths(int length) {
    assertThat(Duid.read(Arrays.copyOf(Replies.PRINTER, length))).isEmpty();
  }

  @Property
  void readsAnythingWithoutThrowing(
      @ForAll @Size(20) byte[] payload, @ForAll @Size(max = 40) byte[] noise) {
    byte[] answer = Replies.PRINTER.clone();
    System.arraycopy(payload, 0, answer, 4, payload.length);

    assertThat(Duid.read(noise)).isEmpty();
    Optional<Duid> duid = Duid.read(answer);
    duid.ifPresent(each -> assertThat(each.toString()).matches("[A-Za-z0-9-]{10,26}"));
  }

  private static Sighting sighting(byte[] answer) {
    return Duid.read(answer)
        .orElseThrow()
        .sighting(
            new Datagram(answer, new InetSocketAddress("192.0.2.9", 32108), "eth0", true),
            Duration.ofSeconds(90));
  }
}
