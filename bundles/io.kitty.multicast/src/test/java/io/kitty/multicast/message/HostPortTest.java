// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      emptyValue = "",
      value = {
        "192.168.1.100:8080   | 192.168.1.100 | 8080",
        " 10.0.0.1:80         | 10.0.0.1      | 80",
        "10.0.0.1             | 10.0.0.1      | 0",
        "printer.local        | printer.local | 0",
        "printer.local:631    | printer.local | 631",
        "[2001:db8::1]:443    | 2001:db8::1   | 443",
        "[2001:db8::1]        | 2001:db8::1   | 0",
        "2001:db8::1          | 2001:db8::1   | 0",
        "[fe80::1%eth0]:443   | fe80::1       | 443",
        "10.0.0.1:0           | 10.0.0.1      | 0",
        "10.0.0.1:65535       | 10.0.0.1      | 65535",
        "10.0.0.1:65536       | 10.0.0.1      | 0",
        "10.0.0.1:http        | 10.0.0.1      | 0",
        "*:80                 | ''            | 80",
        ":80                  | ''            | 80",
        "10.0.0.256:80        | ''            | 80",
        "[2001:db8::1         | ''            | 0",
        "1:2:3                | ''            | 0",
        "bad host:80          | ''            | 80",
        "http://10.0.0.1:80   | ''            | 0",
        "''                   | ''            | 0",
      })
  void parses(String text, String host, int port) {
    assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
  }

  @Property
  void parsesItsWrittenForm(@ForAll("hosts") String host, @ForAll @IntRange(max = 65535) int port) {
    HostPort claimed = new HostPort(host, port);

    assertThat(HostPort.parse(claimed.toString())).isEqualTo(claimed);
    assertThat(HostPort.of(host, Integer.toString(port))).isEqualTo(claimed);
    assertThat(HostPort.of("[" + host + "]", Integer.toString(port))).isEqualTo(claimed);
  }

  @Property
  void acceptsAnyText(@ForAll String text, @ForAll String port) {
    for (HostPort claimed : new HostPort[] {HostPort.parse(text), HostPort.of(text, port)}) {
      assertThat(claimed.port()).isBetween(0, 65535);
      assertThat(claimed.host()).matches("[A-Za-z0-9._:-]{0,253}");
      assertThat(claimed.address()).isNotNull();
    }
  }

  @Property
  void acceptsNearlyValidText(@ForAll("almost") String text) {
    HostPort claimed = HostPort.parse(text);

    assertThat(claimed.port()).isBetween(0, 65535);
    assertThat(HostPort.parse(claimed.toString())).isEqualTo(claimed);
  }

  @Provide
  Arbitrary<String> hosts() {
    Arbitrary<String> ipv4 =
        Arbitraries.integers()
            .between(0, 255)
            .list()
            .ofSize(4)
            .map(each -> each.stream().map(Object::toString).reduce((a, b) -> a + "." + b).get());
    Arbitrary<String> ipv6 =
        Arbitraries.integers()
            .between(1, 0xffff)
            .list()
            .ofSize(8)
            .map(
                each ->
                    each.stream().map(Integer::toHexString).reduce((a, b) -> a + ":" + b).get());
    Arbitrary<String> names =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
    return Arbitraries.oneOf(ipv4, ipv6, names, names.map(name -> name + ".local"));
  }

  @Provide
  Arbitrary<String> almost() {
    return Combinators.combine(
            hosts(), Arbitraries.strings().withChars(":[]%. -0123456789ax").ofMaxLength(8))
        .as((host, rest) -> host + rest);
  }
}
