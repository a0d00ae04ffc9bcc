// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;

/** URLs of brokers, as people write them. */
public final class BrokerUrlFuzz {

  private BrokerUrlFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    BrokerUrl url;
    try {
      url = BrokerUrl.parse(Lines.text(input));
    } catch (IllegalArgumentException e) {
      check(!String.valueOf(e.getMessage()).isEmpty(), "nothing says why");
      return;
    }
    check(url.port() > 0 && url.port() < 65_536, "the port is " + url.port());
    same(url, BrokerUrl.parse(url.toString()));
  }
}
