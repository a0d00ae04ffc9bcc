// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.testkit.TestDevices;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceMatchTest {

  private static final Device PRINTER =
      with(
          with(TestDevices.printer(1), Fact.USER_ROOM, "Workshop"),
          Fact.USER_TAGS,
          "important,loud");

  private static Device with(Device device, Fact fact, String value) {
    Map<Fact, String> facts = new HashMap<>(device.facts());
    facts.put(fact, value);
    return device.withFacts(facts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " kind=printer,bambu; room=workshop ",
        "KIND = Printer; tag=important",
        "vendor=example",
        "name=drucker",
        "id=mac:02:00:00:00:00:01",
        "id=nobody,uuid:00000000-0000-4000-8000-000000000001;",
        "tag=silent; tag=loud",
      })
  void matches(String text) {
    assertThat(text.matches(DeviceMatch.FORM)).isTrue();
    assertThat(DeviceMatch.parse(text).test(PRINTER)).isTrue();
    assertThat(DeviceMatch.parse(text).test(with(PRINTER, Fact.USER_IGNORED, "true"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind=bambu",
        "kind=printer; room=Cellar",
        "tag=import",
        "vendor=acme",
        "name=voron",
        "id=1"
      })
  void doesNotMatch(String text) {
    assertThat(text.matches(DeviceMatch.FORM)).isTrue();
    assertThat(DeviceMatch.parse(text).test(PRINTER)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"printer", "kind", "kind=", "kind=,", "colour=red", "kind=a=b", ";;"})
  void otherTextsHaveNotItsForm(String text) {
    assertThat(text.matches(DeviceMatch.FORM)).isFalse();
  }
}
