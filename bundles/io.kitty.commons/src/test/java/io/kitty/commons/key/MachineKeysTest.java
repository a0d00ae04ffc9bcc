// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.commons.poll.PollTarget;
import io.kitty.device.Endpoint;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.TestLinks;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineKeysTest {

  private static final Set<Identifier> IDENTIFIERS =
      Stream.of(
              Identifier.serial("prusa", "CZPX1234X"),
              Identifier.uuid("5d1c0f6e-6a53-4a0b-9a3e-0d3a00000021"),
              Identifier.mac("24:a1:60:d3:00:33"),
              Identifier.hostName("Voron.local"))
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());

  private final MachineKeys<Secret> keys = new MachineKeys<>();

  private static PollTarget target(String address) {
    return new PollTarget(
        "printer", new Endpoint(TestLinks.address(address), "eth0"), 5000, "", IDENTIFIERS);
  }

  private static MachineKey<Secret> key(String file, String host, String value) {
    return key(file, true, host, value);
  }

  private static MachineKey<Secret> key(String file, boolean enabled, String host, String value) {
    return MachineKey.of(
        Map.of("felix.fileinstall.filename", "file:/opt/kitty/etc/" + file),
        enabled,
        () -> MachineSelector.of(host, "", 0),
        () -> Secret.of("api.key", value, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, '', 0, true",
    "192.0.2.8, '', 0, false",
    "voron, '', 0, true",
    "VORON.local, '', 0, true",
    "ender, '', 0, false",
    "'', CZPX1234X, 0, true",
    "'', czpx1234x, 0, true",
    "'', 5D1C0F6E-6A53-4A0B-9A3E-0D3A00000021, 0, true",
    "'', 24-A1-60-D3-00-33, 0, true",
    "'', voron, 0, false",
    "'', CZPX9999X, 0, false",
    "192.0.2.7, CZPX9999X, 0, false",
    "192.0.2.8, CZPX1234X, 0, false",
    "192.0.2.7, CZPX1234X, 5000, true",
    "192.0.2.7, '', 5001, false"
  })
  void selectsAMachine(String host, String serial, int port, boolean matches) {
    assertThat(MachineSelector.of(host, serial, port).matches(target("192.0.2.7")))
        .isEqualTo(matches);
  }

  @Test
  void selectsByAnIpv6Address() {
    MachineSelector selector = MachineSelector.of("2001:db8::7", "", 0);

    assertThat(selector.matches(target("2001:db8:0:0::7"))).isTrue();
    assertThat(selector.matches(target("2001:db8::8"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', host or serial is missing",
    "localhost, host = localhost is not used",
    "1.2.3.4.5, host = 1.2.3.4.5 is not used",
    "1:2:3, host = 1:2:3 is not used"
  })
  void neverSelectsAnyMachine(String host, String message) {
    assertThatThrownBy(() -> MachineSelector.of(host, "", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void findsTheKeyOfAMachine() {
    keys.add(key("b.cfg", "192.0.2.7", "second"));
    keys.add(key("a.cfg", "192.0.2.7", "first"));
    keys.add(key("c.cfg", "192.0.2.8", "other"));

    MachineKey<Secret> key = keys.of(target("192.0.2.7")).orElseThrow();
    assertThat(key.file()).isEqualTo("etc/a.cfg");
    assertThat(key.credential().reveal()).isEqualTo("first");
    assertThat(key).hasToString("the key in etc/a.cfg");
    assertThat(keys.of(target("192.0.2.9"))).isEmpty();
    assertThat(keys.problems()).isNull();
  }

  @Test
  void aDisabledKeyIsForNoMachine() {
    MachineKey<Secret> key = key("a.cfg", false, "", "caf\u00e9");
    keys.add(key);

    assertThat(keys.of(target("192.0.2.7"))).isEmpty();
    assertThat(keys.problems()).isNull();
    assertThatThrownBy(key::credential).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsWhatIsWrongWithItsFile() {
    keys.add(key("b.cfg", "", "secret"));
    keys.add(key("a.cfg", "192.0.2.7", "caf\u00e9"));

    assertThat(keys.of(target("192.0.2.7"))).isEmpty();
    assertThat(keys.problems())
        .isEqualTo(
            "etc/a.cfg: api.key is not used: allowed are up to 1024 printable ASCII characters;"
                + " etc/b.cfg: host or serial is missing: it says which machine it is");
  }

  @Test
  void tellsOfChanges() throws Exception {
    AtomicInteger changes = new AtomicInteger();
    AutoCloseable listener = keys.onChange(changes::incrementAndGet);
    MachineKey<Secret> key = key("a.cfg", "192.0.2.7", "abc");

    keys.add(key);
    keys.remove(key);
    keys.remove(key);
    assertThat(changes).hasValue(2);
    assertThat(keys.of(target("192.0.2.7"))).isEmpty();

    listener.close();
    keys.add(key);
    assertThat(changes).hasValue(2);
  }
}
