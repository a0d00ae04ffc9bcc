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
 * Selects interfaces by name: a comma-separated list of patterns in which {@code *} matches any
 * characters and a leading {@code !} excludes. An interface is selected if it matches a pattern and
 * no exclusion.
 */
public final class InterfaceFilter implements Predicate<String> {

  /** Every interface except the loopback and those of container and virtual machine hosts. */
  public static final String DEFAULT = "*,!lo,!lo0,!docker*,!veth*,!br-*,!virbr*,!cni*,!flannel*";

  /** The regular expression of one pattern, or of nothing between two commas. */
  private static final String EACH = "\\s*(?:(?:!\\s*)?[^\\s,!]{1,64}\\s*)?";

  /** The regular expression of a list of up to 100 patterns of up to 64 characters each. */
  public static final String PATTERN = EACH + "(?:," + EACH + "){0,99}";

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

  /** Parses a list of patterns; an empty one selects no interface. */
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
    return matchesAny(included, name) && !matchesAny(excluded, name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InterfaceFilter interfaces && patterns.equals(interfaces.patterns);
  }

  @Override
  public int hashCode() {
    return patterns.hashCode();
  }

  /** Returns the patterns as written. */
  @Override
  public String toString() {
    return patterns;
  }

  private static boolean matchesAny(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
