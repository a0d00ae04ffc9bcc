// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.safe;
import static io.kitty.fuzz.Invariants.same;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SSDP messages. */
public final class SsdpMessageFuzz {

  private static final int MAX_VALUE = 1024;

  private SsdpMessageFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<SsdpMessage> message = SsdpParser.parse(input);
    same(message, SsdpParser.parse(input));
    message.ifPresent(
        each -> {
          Stream.of(each.type(), each.usn(), each.udn(), each.location(), each.server())
              .forEach(text -> safe("a header", text, MAX_VALUE));
          Arrays.asList(each.maxAge(), each.bootId(), each.configId(), each.mx())
              .forEach(SsdpMessageFuzz::checkNumber);
          check(!each.isDevice() || !each.udn().isEmpty(), "a device without a UDN");
          same(each.udn(), Udn.normal(each.udn()));
        });
  }

  private static void checkNumber(@Nullable Long number) {
    check(number == null || number >= 0, "a number is negative: " + number);
  }
}
