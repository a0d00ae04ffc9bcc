// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of evidence in the order of its arrival. It nearly always has one element, and there are
 * three such sets a device: a few elements are in an array, which is replaced when they change.
 */
public class EvidenceSet extends AbstractSet<TrackedEvidence> {

  private static final int FEW = 8;
  private static final TrackedEvidence[] NONE = {};

  private TrackedEvidence[] few = NONE;

  /** All elements, once there were more than a few; null before. */
  private @Nullable Set<TrackedEvidence> many;

  @Override
  public boolean add(TrackedEvidence entry) {
    if (many != null) {
      return many.add(entry);
    }
    if (find(entry) >= 0) {
      return false;
    }
    if (few.length == FEW) {
      many = new LinkedHashSet<>(Arrays.asList(few));
      few = NONE;
      return many.add(entry);
    }
    few = Arrays.copyOf(few, few.length + 1);
    few[few.length - 1] = entry;
    return true;
  }

  @Override
  public boolean remove(@Nullable Object entry) {
    if (many != null) {
      return many.remove(entry);
    }
    int place = find(entry);
    if (place < 0) {
      return false;
    }
    TrackedEvidence[] fewer = Arrays.copyOf(few, few.length - 1);
    System.arraycopy(few, place + 1, fewer, place, fewer.length - place);
    few = fewer;
    return true;
  }

  private int find(@Nullable Object entry) {
    for (int i = 0; i < few.length; i++) {
      if (few[i] == entry) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean contains(@Nullable Object entry) {
    return many == null ? find(entry) >= 0 : many.contains(entry);
  }

  @Override
  public Iterator<TrackedEvidence> iterator() {
    return many == null ? Arrays.asList(few).iterator() : many.iterator();
  }

  @Override
  public int size() {
    return many == null ? few.length : many.size();
  }
}
