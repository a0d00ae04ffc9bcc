// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.contract.PayloadFuzzer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReplyPropertiesTest {

  private static final Endpoint SENDER = new Endpoint(TestLinks.address("192.0.2.7"), "eth0");

  private static Sighting sighting(Reply reply) {
    return SightingMapper.of(reply, SENDER, Duration.ofMinutes(1), List.of(TestLinks.lan()));
  }

  @Property
  void readsAnyBytesWithoutThrowing(@ForAll byte[] bytes) {
    assertThat(ReplyParser.parse(bytes).map(ReplyPropertiesTest::sighting)).isNotNull();
  }

  @Property
  void findsWhatWasPutIn(
      @ForAll("names") String name,
      @ForAll("values") String model,
      @ForAll("values") String status) {
    String text = name + "@192.0.2.9|model:" + model + "|status:" + status;

    Reply reply = ReplyParser.parse(text.getBytes(UTF_8)).orElseThrow();

    assertThat(reply.name()).isEqualTo(name);
    assertThat(reply.claim()).isEqualTo("192.0.2.9");
    assertThat(reply.model()).isEqualTo(model);
    assertThat(reply.status()).isEqualTo(status);
  }

  @Property
  void readsAnyPartsWithoutThrowing(@ForAll("parts") String text) {
    ReplyParser.parse(text.getBytes(UTF_8))
        .ifPresent(
            reply -> {
              Sighting sighting = sighting(reply);
              assertThat(sighting.key()).isEqualTo("192.0.2.7");
              assertThat(sighting.attributes().get("ip").toString()).matches("[0-9.]+");
              assertThat(sighting.facts().values())
                  .allMatch(fact -> fact.chars().noneMatch(Character::isISOControl));
            });
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("aZ 9@.:{\u00e9\u6fc0")
        .ofMinLength(1)
        .ofMaxLength(60)
        .filter(name -> name.equals(name.strip()) && !name.startsWith("{"));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings()
        .withChars("AZaz09: @\u00e9")
        .ofMinLength(1)
        .ofMaxLength(60)
        .filter(value -> value.equals(value.strip()));
  }

  @Provide
  Arbitrary<String> parts() {
    Arbitrary<String> key =
        Arbitraries.of("model", "STATUS", "sacp", "ip", "source", "name", "claimed_ip", "");
    Arbitrary<String> value = Arbitraries.strings().ofMaxLength(40);
    Arbitrary<List<String>> fields =
        Combinators.combine(key, Arbitraries.of(":", "", "::"), value)
            .as((k, c, v) -> k + c + v)
            .list()
            .ofMaxSize(80);
    return Combinators.combine(value, Arbitraries.of("@", "", "@@"), value, fields)
        .as((name, at, ip, rest) -> name + at + ip + "|" + String.join("|", rest));
  }

  @Test
  void mutationsNeverBreakTheParser() {
    PayloadFuzzer mutator = new PayloadFuzzer(20054, new SnapmakerContractTest().samples());

    long understood =
        Stream.generate(mutator::next)
            .limit(1_000_000)
            .filter(
                bytes -> ReplyParser.parse(bytes).map(ReplyPropertiesTest::sighting).isPresent())
            .count();

    assertThat(understood).isBetween(1L, 999_999L);
  }
}
