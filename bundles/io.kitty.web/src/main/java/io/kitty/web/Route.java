// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.access.AccessRight;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One resource.
 *
 * @param template its path, in which {@code *} stands for any one segment
 * @param access who may use it
 * @param parameters those that its query may have
 * @param actions its answers by method; HEAD goes with GET, and OPTIONS with all
 */
record Route(String template, Access access, List<String> parameters, Map<String, Action> actions) {

  /** Who may use a resource. */
  enum Access {
    /** Everybody. */
    OPEN,
    /** Who may read, whatever the method. */
    READERS,
    /** Who may read, and for other methods who may change. */
    USUAL,
    /** The owner. */
    OWNER
  }

  /** A resource's answer to one method. */
  @FunctionalInterface
  interface Action {
    /**
     * @param variables the segments of the path that the template leaves open, still encoded
     * @throws Problem if the request cannot be answered as asked
     */
    void answer(HttpExchange exchange, List<String> variables);
  }

  Route(String template, Map<String, Action> actions) {
    this(template, Access.USUAL, List.of(), actions);
  }

  Route(String template, Access access, Map<String, Action> actions) {
    this(template, access, List.of(), actions);
  }

  Route(String template, List<String> parameters, Map<String, Action> actions) {
    this(template, Access.USUAL, parameters, actions);
  }

  /** What a caller has to have the right to for a method. */
  AccessRight needed(String method) {
    return switch (access) {
      case OPEN -> AccessRight.NONE;
      case READERS -> AccessRight.READ;
      case USUAL -> HostCheck.changes(method) ? AccessRight.CHANGE : AccessRight.READ;
      case OWNER -> method.equals("OPTIONS") ? AccessRight.READ : AccessRight.OWN;
    };
  }

  SortedSet<String> methods() {
    SortedSet<String> methods = new TreeSet<>(actions.keySet());
    methods.add("OPTIONS");
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }

  @Nullable Action action(String method) {
    return actions.get(method.equals("HEAD") ? "GET" : method);
  }

  /** Whether the path fits; collects the segments that the template leaves open. */
  boolean matches(String path, List<String> variables) {
    String[] wanted = template.split("/", -1);
    String[] actual = path.split("/", -1);
    if (wanted.length != actual.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("*")) {
        variables.add(actual[i]);
      } else if (!wanted[i].equals(actual[i])) {
        return false;
      }
    }
    return true;
  }
}
