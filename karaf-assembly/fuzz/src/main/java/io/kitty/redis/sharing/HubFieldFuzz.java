// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import static io.kitty.fuzz.Invariants.check;

import java.util.Arrays;

/** The fields in which hubs keep their part of a device on the server. */
public final class HubFieldFuzz {

  private HubFieldFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      byte[] evidence = HubFieldReader.evidence(input);
      check(
          Arrays.equals(
              evidence, Arrays.copyOfRange(input, input.length - evidence.length, input.length)),
          "the evidence is not the end of the field");
      check(HubFieldReader.site(input).length() <= input.length, "the site is longer");
      HubFieldReader.deadline(input);
    } catch (IllegalArgumentException e) {
      return; // as those who read it do
    }
  }
}
