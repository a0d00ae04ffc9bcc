// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A domain name. Its labels are kept apart, as the name of a service instance is any text, with
 * dots too (RFC 6763, §4.1.1). Names that differ in case only are the same (RFC 6762, §16).
 */
final class Name {

  private final List<String> labels;
  private final String key;

  /**
   * @param labels from the most particular to the domain, without the root
   */
  Name(List<String> labels) {
    this.labels = List.copyOf(labels);
    this.key = escaped().toLowerCase(Locale.ROOT);
  }

  /** Reads a name in whose labels there are no dots. */
  static Name of(String text) {
    return new Name(List.of(text.split("\\.", -1)));
  }

  List<String> labels() {
    return labels;
  }

  /** The name in the form in which it is compared. */
  String key() {
    return key;
  }

  /** The name as it is shown: its labels joined by dots. */
  String text() {
    return String.join(".", labels);
  }

  /** The name in JmDNS's notation: a dot within a label stands behind a backslash. */
  String escaped() {
    StringJoiner escaped = new StringJoiner(".");
    labels.forEach(label -> escaped.add(label.replace(".", "\\.")));
    return escaped.toString();
  }

  /**
   * Whether JmDNS can write it. It takes every backslash for an escape, and writes characters
   * beyond the Basic Multilingual Plane as two halves, which is no UTF-8.
   */
  boolean isWritable() {
    return labels.stream()
        .noneMatch(label -> label.indexOf('\\') >= 0 || label.chars().anyMatch(Name::isHalf));
  }

  private static boolean isHalf(int c) {
    return Character.isSurrogate((char) c);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name && key.equals(name.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
