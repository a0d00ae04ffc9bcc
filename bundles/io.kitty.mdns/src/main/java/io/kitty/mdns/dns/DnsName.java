// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import io.kitty.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * A domain name as a list of labels, as an instance name is any text, with dots too (RFC 6763,
 * §4.1.1). Names that differ only in the case of ASCII letters are equal (RFC 6762, §16).
 */
public final class DnsName {

  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST = 255;

  private final List<String> labels;
  private final String key;
  private final boolean exact;

  /**
   * @param labels from the first to the top-level one, without the root
   */
  public DnsName(List<String> labels) {
    this(labels, true);
  }

  /**
   * @param exact whether the labels encode to the bytes on the wire, which is not so if those were
   *     no UTF-8
   */
  public DnsName(List<String> labels, boolean exact) {
    this.labels = List.copyOf(labels);
    this.key = lower(escaped());
    this.exact = exact;
  }

  /** Converts ASCII letters to lower case, and no others. */
  public static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return lower.toString();
  }

  /** Parses a name whose labels hold no dots. */
  public static DnsName of(String text) {
    return new DnsName(List.of(text.split("\\.", -1)));
  }

  public List<String> labels() {
    return labels;
  }

  /** Returns the form for comparison. */
  public String key() {
    return key;
  }

  /** Returns the form to display: the labels joined by dots. */
  public String text() {
    return String.join(".", labels);
  }

  /** Returns the labels joined by dots, with a backslash before a dot inside of one. */
  private String escaped() {
    StringJoiner escaped = new StringJoiner(".");
    labels.forEach(label -> escaped.add(label.replace(".", "\\.")));
    return escaped.toString();
  }

  /**
   * Returns whether any character of it can be shown, which is not so for the root: an SRV record
   * with that as its host says that the service is not available (RFC 2782).
   */
  public boolean isVisible() {
    return !SafeText.clean(key, LONGEST).isEmpty();
  }

  /**
   * Returns whether it can be written: its bytes are known, and neither a label nor the name is too
   * long (RFC 1035, §2.3.4).
   */
  boolean isWritable() {
    int size = 1;
    for (String label : labels) {
      int length = label.getBytes(StandardCharsets.UTF_8).length;
      if (length > LONGEST_LABEL) {
        return false;
      }
      size += 1 + length;
    }
    return exact && size <= LONGEST;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnsName name && key.equals(name.key);
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
