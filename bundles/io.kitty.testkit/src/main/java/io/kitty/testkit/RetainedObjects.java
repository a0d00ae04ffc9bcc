// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the objects reachable from roots through the project's own classes and collections. */
public final class RetainedObjects {

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private RetainedObjects() {}

  /** Returns how many objects are reachable, without those of a fake context. */
  public static int by(Collection<?> roots) {
    RetainedObjects retained = new RetainedObjects();
    roots.forEach(retained::add);
    while (!retained.open.isEmpty()) {
      retained.visit(retained.open.pop());
    }
    return retained.seen.size();
  }

  private void add(@Nullable Object object) {
    if (object != null && !(object instanceof FakeContext) && seen.add(object)) {
      open.push(object);
    }
  }

  private void visit(Object object) {
    if (object instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            add(key);
            add(value);
          });
    } else if (object instanceof Collection<?> collection) {
      collection.forEach(this::add);
    } else if (object instanceof Object[] array) {
      Arrays.asList(array).forEach(this::add);
    } else {
      for (Class<?> type = object.getClass();
          type != null && type.getName().startsWith("io.kitty.");
          type = type.getSuperclass()) {
        Arrays.stream(type.getDeclaredFields()).forEach(field -> add(value(field, object)));
      }
    }
  }

  private static @Nullable Object value(Field field, Object object) {
    if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
      return null;
    }
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new AssertionError("cannot look into " + field, e);
    }
  }
}
