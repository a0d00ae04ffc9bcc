// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.contract.PayloadFuzzer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ServerReplyPropertiesTest {

  private static final Endpoint SENDER = new Endpoint(TestLinks.address("192.0.2.7"), "eth0");

  private static Optional<ServerReply> parse(byte[] bytes) {
    return ServerReply.parse(bytes, "SERVER_IP:", 8000);
  }

  private static Sighting sighting(ServerReply answer) {
    return SightingMapper.of(answer, SENDER, Duration.ofMinutes(1), List.of(TestLinks.lan()));
  }

  @Property
  void readsAnyBytesWithoutThrowing(@ForAll byte[] bytes) {
    assertThat(parse(bytes)).isEmpty();
  }

  @Property
  void readsAnythingBehindThePrefixWithoutThrowing(@ForAll("rests") String rest) {
    parse(("SERVER_IP:" + rest).getBytes(UTF_8))
        .ifPresent(
            answer -> {
              assertThat(answer.port()).isBetween(1, 65535);
              assertThat(sighting(answer).key()).matches("[0-9.]+:[0-9]+(\\|[0-9.]+)?");
            });
  }

  @Property
  void findsAddressAndPortAmongBlanks(
      @ForAll @IntRange(min = 1, max = 223) int first,
      @ForAll @IntRange(max = 255) int last,
      @ForAll @IntRange(min = 1, max = 65535) int port,
      @ForAll("blanks") String blank) {
    String ip = first + ".0.2." + last;
    String text = "SERVER_IP:" + blank + ip + blank + ":" + blank + port + blank;

    assertThat(parse(text.getBytes(UTF_8)))
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.ip()).isEqualTo(ip);
              assertThat(answer.port()).isEqualTo(port);
            });
  }

  @Provide
  Arbitrary<String> rests() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of("192.0.2.9", "127.0.0.1", ":", "::", " ", "8000", "99999", "0", "."),
            Arbitraries.strings().ofMaxLength(10));
    return Combinators.combine(piece, piece, piece, piece).as((a, b, c, d) -> a + b + c + d);
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.strings().withChars(" \t").ofMaxLength(5);
  }

  @Test
  void mutationsNeverBreakTheParser() {
    PayloadFuzzer mutator = new PayloadFuzzer(9999, new BroadcastContractTest().samples());

    long understood =
        Stream.generate(mutator::next)
            .limit(1_000_000)
            .filter(bytes -> parse(bytes).map(ServerReplyPropertiesTest::sighting).isPresent())
            .count();

    assertThat(understood).isBetween(1L, 999_999L);
  }
}
