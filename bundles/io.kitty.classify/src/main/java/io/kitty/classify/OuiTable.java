// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import io.kitty.identifier.Identifier.Mac;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the manufacturer of a network interface by its MAC address, in the registries of the
 * IEEE: blocks with prefixes of 6, 7 or 9 hexadecimal digits. The table is loaded at the first
 * lookup, and kept as bytes: sorted lines of a prefix, a tab and a name.
 */
final class OuiTable {

  private static final int[] PREFIX_LENGTHS = {9, 7, 6};

  private record Table(byte[] text, int[] lines) {}

  private @Nullable Table table;

  /**
   * Returns the manufacturer; empty for an unregistered address, such as locally administered ones.
   */
  Optional<String> of(Mac mac) {
    String digits = mac.value().replace(":", "").toUpperCase(Locale.ROOT);
    if ((Character.digit(digits.charAt(1), 16) & 2) != 0) {
      return Optional.empty();
    }
    Table loaded = table();
    for (int length : PREFIX_LENGTHS) {
      byte[] line = (digits.substring(0, length) + "\t").getBytes(StandardCharsets.US_ASCII);
      int found = find(loaded, line);
      if (found >= 0) {
        return Optional.of(nameAt(loaded, found + line.length));
      }
    }
    return Optional.empty();
  }

  private static int find(Table table, byte[] prefix) {
    int low = 0;
    int high = table.lines().length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int start = table.lines()[middle];
      int end = Math.min(start + prefix.length, table.text().length);
      int order = Arrays.compare(table.text(), start, end, prefix, 0, prefix.length);
      if (order == 0) {
        return start;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private static String nameAt(Table table, int start) {
    int end = start;
    while (table.text()[end] != '\n') {
      end++;
    }
    return new String(table.text(), start, end - start, StandardCharsets.UTF_8);
  }

  /** Reads the table now, if it is not read yet. */
  void load() {
    table();
  }

  private synchronized Table table() {
    Table loaded = table;
    if (loaded == null) {
      loaded = read();
      table = loaded;
    }
    return loaded;
  }

  private static Table read() {
    try (InputStream resource = OuiTable.class.getResourceAsStream("oui.tsv.gz")) {
      if (resource == null) {
        throw new IllegalStateException("the bundle lacks its table of vendors");
      }
      byte[] text = new GZIPInputStream(resource).readAllBytes();
      int count = 0;
      for (byte each : text) {
        count += each == '\n' ? 1 : 0;
      }
      int[] lines = new int[count];
      int line = 0;
      int start = 0;
      for (int i = 0; i < text.length; i++) {
        if (text[i] == '\n') {
          lines[line++] = start;
          start = i + 1;
        }
      }
      return new Table(text, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
