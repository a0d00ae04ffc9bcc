// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import static io.kitty.fuzz.Invariants.check;

import java.io.IOException;
import java.util.List;

/** Files of rules, as people write them. */
public final class RuleFileFuzz {

  private RuleFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    List<Rule> rules;
    try {
      rules = RuleParser.read("fuzz.json", input);
    } catch (IOException e) {
      check(String.valueOf(e.getMessage()).startsWith("fuzz.json: "), "the file is not named");
      return;
    }
    check(rules.stream().noneMatch(rule -> rule.gives().isEmpty()), "a rule that gives nothing");
  }
}
