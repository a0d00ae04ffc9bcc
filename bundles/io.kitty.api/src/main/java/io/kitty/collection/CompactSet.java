// SPDX-License-Identifier: Apache-2.0
package io.kitty.collection;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of a few elements in their order, without null: 32 bytes and 4 bytes an element.
 */
public final class CompactSet<E> extends AbstractSet<E> {

  /** A larger set is a hash set, as a look-up compares each element. */
  private static final int MAX_ELEMENTS = 16;

  private final Object[] elements;

  private CompactSet(Object[] elements) {
    this.elements = elements;
  }

  /** Returns a copy, in the order of the set's iterator. */
  public static <E> Set<E> copyOf(Set<E> set) {
    if (set.isEmpty()) {
      return Set.of();
    }
    if (set instanceof CompactSet) {
      return set;
    }
    return set.size() > MAX_ELEMENTS
        ? Collections.unmodifiableSet(new LinkedHashSet<>(set))
        : new CompactSet<>(set.toArray());
  }

  /** Returns a copy in the natural order of the elements. */
  public static <E extends Comparable<? super E>> Set<E> sorted(Collection<E> elements) {
    if (elements.size() == 1) {
      return new CompactSet<>(elements.toArray());
    }
    return copyOf(elements instanceof SortedSet<E> sorted ? sorted : new TreeSet<>(elements));
  }

  /** Returns whether arrays hold equal elements in the same order. */
  static boolean sameOrder(Object[] one, Object[] other) {
    if (one.length != other.length) {
      return false;
    }
    for (int i = 0; i < one.length; i++) {
      if (one[i] != other[i] && !one[i].equals(other[i])) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked") // it holds elements only
  private E element(int place) {
    return (E) elements[place];
  }

  @Override
  public int size() {
    return elements.length;
  }

  @Override
  public boolean contains(@Nullable Object object) {
    for (Object element : elements) {
      if (element == object || element.equals(object)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void forEach(Consumer<? super E> action) {
    for (int i = 0; i < elements.length; i++) {
      action.accept(element(i));
    }
  }

  @Override
  public Object[] toArray() {
    return Arrays.copyOf(elements, elements.length, Object[].class);
  }

  @Override
  @SuppressWarnings("unchecked") // it holds elements only
  public Iterator<E> iterator() {
    return (Iterator<E>) Arrays.asList(elements).iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof CompactSet<?> set && sameOrder(elements, set.elements)
        || super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
