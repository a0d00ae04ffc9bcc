// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses interfaces by name: a comma-separated list of patterns in which {@code *} stands for any
 * characters and a leading {@code !} excludes. An interface is chosen if it fits a pattern and no
 * exclusion.
 */
public final class InterfaceFilter implements Predicate<String> {

  /** Every interface but the loopback and those that container and virtual machine hosts make. */
  public static final String DEFAULT = "*,!lo,!lo0,!docker*,!veth*,!br-*,!virbr*,!cni*,!flannel*";

  /** One of the patterns, or nothing between two commas; as a regular expression. */
  private static final String EACH = "\\s*(?:(?:!\\s*)?[^\\s,!]+\\s*)?";

  /** What a list of patterns looks like, as a regular expression. */
  public static final String PATTERN = EACH + "(?:," + EACH + ")*";

  /** What {@link #PATTERN} allows, in words. */
  public static final String ALLOWED =
      "names and patterns of interfaces like eth0 or wlan*, separated by commas; a leading !"
          + " excludes";

  private final String patterns;
  private final List<Pattern> included = new ArrayList<>();
  private final List<Pattern> excluded = new ArrayList<>();

  private InterfaceFilter(String patterns) {
    this.patterns = patterns;
  }

  /** Reads a list of patterns; an empty one chooses no interface. */
  public static InterfaceFilter of(String patterns) {
    InterfaceFilter interfaces = new InterfaceFilter(patterns.strip());
    for (String each : interfaces.patterns.split(",")) {
      String pattern = each.strip();
      if (pattern.startsWith("!")) {
        interfaces.excluded.add(glob(pattern.substring(1).strip()));
      } else if (!pattern.isEmpty()) {
        interfaces.included.add(glob(pattern));
      }
    }
    return interfaces;
  }

  @Override
  public boolean test(String name) {
    return fits(included, name) && !fits(excluded, name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InterfaceFilter interfaces && patterns.equals(interfaces.patterns);
  }

  @Override
  public int hashCode() {
    return patterns.hashCode();
  }

  /** The patterns, as they were written. */
  @Override
  public String toString() {
    return patterns;
  }

  private static boolean fits(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
