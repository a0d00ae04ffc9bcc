// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.ssdp.message.SsdpParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The SSDP parser over one announcement. */
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class SsdpParserBenchmark {
  private final byte[] datagram =
      """
      NOTIFY * HTTP/1.1
      HOST: 239.255.255.250:1900
      CACHE-CONTROL: max-age=1800
      LOCATION: http://192.0.2.20:49152/description.xml
      NT: urn:schemas-upnp-org:device:MediaServer:1
      NTS: ssdp:alive
      SERVER: Linux/6 UPnP/1.1 Bench/1
      USN: uuid:4d696e69-444c-164e-9d41-2231b929173a::urn:schemas-upnp-org:device:MediaServer:1
      BOOTID.UPNP.ORG: 7
      CONFIGID.UPNP.ORG: 2

      """
          .replace("\n", "\r\n")
          .getBytes(UTF_8);

  /** The reference: decoding the text and finding its lines. */
  @Benchmark
  public Object reference() {
    return new String(datagram, UTF_8).split("\r\n|\n|\r", -1);
  }

  /** Parses the whole message. */
  @Benchmark
  public Object parse() {
    return SsdpParser.parse(datagram);
  }
}
