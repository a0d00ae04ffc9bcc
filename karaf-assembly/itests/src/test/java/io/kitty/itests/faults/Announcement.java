// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.itests.DnsMessage;
import java.nio.ByteBuffer;

/**
 * How a machine announces itself, on each port that the hub listens on. One machine of each kind is
 * known to the hub: see {@link Household}.
 */
enum Announcement {
  MDNS("mdns", "224.0.0.251", 5353, "ff02::fb") {
    @Override
    byte[] payload(String address, String token) {
      return message(token, address);
    }

    @Override
    byte[] payload() {
      return message(token(), address(), address6());
    }

    private byte[] message(String token, String... addresses) {
      return new DnsMessage()
          .service("m" + token, "_http._tcp", "m" + token + ".local", 80, "path=/")
          .addresses("m" + token + ".local", addresses)
          .bytes();
    }
  },

  SSDP("ssdp", "239.255.255.250", 1900, "ff02::c") {
    @Override
    byte[] payload(String address, String token) {
      return lines(
          "NOTIFY * HTTP/1.1",
          "HOST: 239.255.255.250:1900",
          "NT: upnp:rootdevice",
          "NTS: ssdp:alive",
          "USN: uuid:5b2f6c1e-8d3a-4f70-9a11-" + token + "::upnp:rootdevice",
          "CACHE-CONTROL: max-age=1800",
          "SERVER: Linux/6 UPnP/1.1 Test/1",
          "LOCATION: http://" + address + ":1/description.xml");
    }
  },

  BAMBU_GROUP("bambu", "239.255.255.250", 1990, "") {
    @Override
    byte[] payload(String address, String token) {
      return bambu(address, token);
    }
  },

  BAMBU("bambu", Household.BROADCAST, 2021, "") {
    @Override
    byte[] payload(String address, String token) {
      return bambu(address, token);
    }
  },

  BEACON("beacon", "224.0.0.251", 5354, "") {
    @Override
    byte[] payload(String address, String token) {
      return ("_woot._tcp.local.|1337|m" + token + "|UP").getBytes(UTF_8);
    }
  },

  MULTICAST("multicast", "224.1.1.1", 5004, "") {
    @Override
    byte[] payload(String address, String token) {
      return "{\"type\": \"kiln\", \"name\": \"m%s\", \"addr\": \"%s:80\", \"heat\": %d}"
          .formatted(token, address, System.nanoTime())
          .getBytes(UTF_8);
    }
  },

  FLASHFORGE("flashforge", Household.HUB, 18007, "") {
    @Override
    byte[] payload(String address, String token) {
      ByteBuffer reply = ByteBuffer.allocate(276);
      reply.put(("Adventurer " + token).getBytes(UTF_8));
      reply.putShort(0x84, (short) 8899); // the control port
      reply.position(0x92).put(("SN" + token).getBytes(UTF_8));
      return reply.array();
    }
  };

  private final String protocol;
  private final String to;
  private final int port;
  private final String group6;

  /**
   * @param to a group, a broadcast address or that of the hub
   * @param group6 the IPv6 group; empty for a protocol of IPv4
   */
  Announcement(String protocol, String to, int port, String group6) {
    this.protocol = protocol;
    this.to = to;
    this.port = port;
    this.group6 = group6;
  }

  /** Returns the message of a machine; the token is 12 digits of its own. */
  abstract byte[] payload(String address, String token);

  /** Returns the message of the known machine. */
  byte[] payload() {
    return payload(address(), token());
  }

  String token() {
    return "9%011d".formatted(ordinal());
  }

  String protocol() {
    return protocol;
  }

  String to() {
    return to;
  }

  int port() {
    return port;
  }

  String group6() {
    return group6;
  }

  /** Returns the IPv4 address of the known machine. */
  String address() {
    return "10.77.0." + (11 + ordinal());
  }

  /** Returns the IPv6 address of the known machine. */
  String address6() {
    return "fd00:77:0:0:0:0:0:" + (11 + ordinal());
  }

  private static byte[] bambu(String address, String token) {
    return lines(
        "NOTIFY * HTTP/1.1",
        "HOST: 239.255.255.250:1900",
        "Server: UPnP/1.0",
        "Location: " + address,
        "NT: urn:bambulab-com:device:3dprinter:1",
        "USN: 01P" + token,
        "Cache-Control: max-age=1800",
        "DevModel.bambu.com: C12",
        "DevName.bambu.com: m" + token,
        "DevSignal.bambu.com: -40",
        "DevConnect.bambu.com: lan",
        "DevBind.bambu.com: free",
        "DevVersion.bambu.com: 01.02.03.04");
  }

  private static byte[] lines(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8);
  }
}
