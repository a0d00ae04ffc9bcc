// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import io.kitty.web.access.HostCheck;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Problem;
import io.kitty.web.token.AccessRight;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One resource.
 *
 * @param template its path, in which {@code *} matches one segment
 * @param access who may use it
 * @param parameters the query parameters that are allowed
 * @param actions its actions by method; GET includes HEAD, and OPTIONS is always there
 */
public record Route(
    String template, Access access, List<String> parameters, Map<String, Action> actions) {

  /** Who may use a resource. */
  enum Access {
    /** Every caller. */
    OPEN,
    /** Callers who may read, for all methods. */
    READERS,
    /** Callers who may read, or for methods that change something, callers who may change. */
    BY_METHOD,
    /** The owner. */
    OWNER
  }

  /** Handles one method of a resource. */
  @FunctionalInterface
  interface Action {
    /**
     * @param variables the segments that match {@code *}, still encoded
     * @throws Problem if the request is refused
     */
    void handle(HttpExchange exchange, List<String> variables);
  }

  /** An action that reads the body of the request, which is discarded for all others. */
  @FunctionalInterface
  interface BodyAction extends Action {}

  /** Declares that an action reads the body of the request. */
  static Action withBody(BodyAction action) {
    return action;
  }

  Route(String template, Map<String, Action> actions) {
    this(template, Access.BY_METHOD, List.of(), actions);
  }

  Route(String template, Access access, Map<String, Action> actions) {
    this(template, access, List.of(), actions);
  }

  Route(String template, List<String> parameters, Map<String, Action> actions) {
    this(template, Access.BY_METHOD, parameters, actions);
  }

  /** Returns the right that a method needs. */
  AccessRight needed(String method) {
    return switch (access) {
      case OPEN -> AccessRight.NONE;
      case READERS -> AccessRight.READ;
      case BY_METHOD -> HostCheck.changes(method) ? AccessRight.CHANGE : AccessRight.READ;
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

  /** Returns whether the path matches; adds the segments that match {@code *} to the variables. */
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
