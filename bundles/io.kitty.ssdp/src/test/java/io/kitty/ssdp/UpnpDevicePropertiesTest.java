// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import static io.kitty.ssdp.message.SsdpMessages.UDN;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.ssdp.message.SsdpMessage;
import io.kitty.ssdp.message.SsdpMessages;
import io.kitty.ssdp.message.SsdpParser;
import io.kitty.testkit.TestLinks;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UpnpDevicePropertiesTest {

  private static final String LOCATION = "http://192.0.2.7/d.xml";
  private static final Endpoint ENDPOINT = new Endpoint(TestLinks.address("192.0.2.7"), "eth0");

  private static final List<byte[]> MESSAGES =
      List.of(
          SsdpMessages.alive(UDN, "upnp:rootdevice", LOCATION, "BOOTID.UPNP.ORG: 1"),
          SsdpMessages.alive(UDN, UDN, LOCATION),
          SsdpMessages.response(UDN, "urn:x:device:Kiln:1", LOCATION),
          SsdpMessages.response(UDN, "urn:x:service:Heat:1", LOCATION, "CONFIGID.UPNP.ORG: 4"),
          SsdpMessages.update(UDN, LOCATION, "NEXTBOOTID.UPNP.ORG: 1"),
          SsdpMessages.lines("NOTIFY * HTTP/1.1", "USN: " + UDN + "::urn:x:service:Cool:1"));

  @Property
  void theSightingDoesNotDependOnTheOrderOfTheMessages(@ForAll("orders") List<byte[]> order) {
    Sighting one = sighting(MESSAGES);
    Sighting other = sighting(order);

    assertThat(other.attributes()).isEqualTo(one.attributes());
    assertThat(other.identifiers()).isEqualTo(one.identifiers());
    assertThat(other.lifetime()).isEqualTo(one.lifetime());
    assertThat(other.readings()).containsEntry("bootid", 1L).containsEntry("configid", 4L);
  }

  @Provide
  Arbitrary<List<byte[]>> orders() {
    return Arbitraries.shuffle(MESSAGES);
  }

  private static Sighting sighting(List<byte[]> messages) {
    UpnpDevice device = null;
    for (byte[] each : messages) {
      SsdpMessage message = SsdpParser.parse(each).orElseThrow();
      if (device == null) {
        device = new UpnpDevice(message, ENDPOINT, 0);
      } else {
        device.update(message, ENDPOINT, 0);
      }
    }
    return device.sighting();
  }
}
