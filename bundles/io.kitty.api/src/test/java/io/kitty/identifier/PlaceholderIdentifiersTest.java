// SPDX-License-Identifier: Apache-2.0
package io.kitty.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderIdentifiersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "00000000",
        "ffffffff",
        "FFFFFFFFFFFFFFFF",
        "00000000ffffffff",
        "XXXXXXXXXX",
        "...",
        "00M00A000000000",
        "SN00000000",
        "123456",
        "123456789012345",
        "0123456789ABCDEF",
        "9876543210",
        "1122334455",
        "Unknown",
        "To be filled by O.E.M."
      })
  void containsUnsetSerialNumbers(String serial) {
    assertThat(contains(Identifier.serial("x", serial))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000000000001d354",
        "01P00A4C2009981",
        "01S00A000000000",
        "0948BJ000000124",
        "8110000000000000001",
        "EUPRAKM-012345-ABCDE",
        "SNADVA5M00017",
        "ABCD1234ABCD1234",
        "12345",
        "1234567891234567"
      })
  void excludesPlausibleSerialNumbers(String serial) {
    assertThat(contains(Identifier.serial("x", serial))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "11111111-2222-3333-4444-555555555555",
        "uuid:2fac1234-31f8-11b4-a222-08002b34c003",
        "uuid:00112233-4455-6677-8899-AABBCCDDEEFF",
        "01234567-89ab-cdef-0123-456789abcdef",
        "12345678-1234-1234-1234-123456789abc",
        "12345678-1234-5678-1234-567812345678",
        "uuid:GMediaRender-1_0-000-000-002",
        "uuid:UUID-MIKROTIK-INTERNET-GATEWAY-DEVICE-"
      })
  void containsSharedUuids(String uuid) {
    assertThat(contains(Identifier.uuid(uuid))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123402409-bccb-40e7-8e6c-3481c4fc71a9",
        "bee7052b-49e8-3597-b545-55a1e38ac11",
        "00000000-0000-0000-0000-000000000001",
        "roku:ecp:p0a070000007"
      })
  void excludesPlausibleUuids(String uuid) {
    assertThat(contains(Identifier.uuid(uuid))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00:00:00:00:00:00",
        "02:00:00:00:00:00",
        "00:11:22:33:44:55",
        "aa:bb:cc:dd:ee:ff",
        "12:34:56:78:9a:bc"
      })
  void containsMadeUpMacAddresses(String mac) {
    assertThat(contains(Identifier.mac(mac))).isTrue();
  }

  @Test
  void excludesMacAddressesWithZeros() {
    assertThat(contains(Identifier.mac("00:0c:00:0a:0b:0c"))).isFalse();
    assertThat(contains(Identifier.mac("00:04:00:00:00:00"))).isFalse();
  }

  @Test
  void placeholdersAreNotUsedAsKeys() throws Exception {
    Endpoint endpoint = new Endpoint(InetAddress.getByName("192.0.2.9"), "eth0");
    Duration lifetime = Duration.ofMinutes(1);
    Identifier unset = Identifier.serial("x", "ffffffff").orElseThrow();
    Identifier own = Identifier.serial("x", "A17").orElseThrow();

    Sighting nameless = Sighting.of(unset, endpoint, lifetime).build();
    assertThat(nameless.key()).isEqualTo("192.0.2.9");
    assertThat(nameless.identifiers()).isEmpty();

    Sighting named = Sighting.of(own, endpoint, lifetime).build();
    assertThat(named.key()).isEqualTo("A17");
    assertThat(named.identifiers()).containsExactly(own);
  }

  private static boolean contains(Optional<Identifier> identifier) {
    return PlaceholderIdentifiers.contains(identifier.orElseThrow());
  }
}
