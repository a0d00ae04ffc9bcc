// SPDX-License-Identifier: Apache-2.0
package io.kitty.text;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Shares equal texts that many devices state (names of attributes and interfaces, models, firmware
 * versions), so that the hub keeps one copy. It is bounded: a text takes the place of another one
 * with the same hash, so that those that come often nearly always find themselves. Any thread.
 */
public final class SharedText {

  /** A power of two. */
  private static final int PLACES = 4096;

  /** A longer text is rarely stated twice. */
  private static final int MAX_LENGTH = 64;

  private static final AtomicReferenceArray<@Nullable String> TEXTS =
      new AtomicReferenceArray<>(PLACES);

  private SharedText() {}

  /** Returns an equal text, which others may use as well. */
  public static String of(String text) {
    if (text.length() > MAX_LENGTH) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    String shared = TEXTS.getPlain(place);
    if (text.equals(shared)) {
      return shared;
    }
    TEXTS.setPlain(place, text);
    return text;
  }
}
