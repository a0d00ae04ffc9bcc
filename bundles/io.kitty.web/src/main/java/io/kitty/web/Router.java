// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Finds the resource that answers a request, after the checks that are the same for all. */
final class Router extends Handler.Abstract {

  /** A larger body than this is refused. */
  static final int MAX_BODY = 8 * 1024;

  /** A resource's answer to one method. */
  @FunctionalInterface
  interface Action {
    /**
     * @param variables the segments of the path that the template leaves open, still encoded
     * @throws Problem if the request cannot be answered as asked
     */
    void answer(Exchange exchange, List<String> variables);
  }

  /**
   * One resource.
   *
   * @param template its path, in which {@code *} stands for any one segment
   * @param actions its answers by method; HEAD goes with GET, and OPTIONS with all
   */
  record Route(String template, Map<String, Action> actions) {

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

  private final HostCheck hostCheck;
  private final Counters counters;
  private final List<Route> routes;

  Router(HostCheck hostCheck, Counters counters, List<Route> routes) {
    this.hostCheck = hostCheck;
    this.counters = counters;
    this.routes = List.copyOf(routes);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    counters.requests.increment();
    Exchange exchange = new Exchange(request, response, callback);
    try {
      hostCheck.check(request);
      checkBody(request, response);
      route(exchange);
    } catch (Problem problem) {
      counters.problems.increment();
      exchange.problem(problem);
    }
    counters.answered(response.getStatus());
    return true;
  }

  private static void checkBody(Request request, Response response) {
    if (request.getLength() > MAX_BODY) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      throw new Problem(
          HttpStatus.PAYLOAD_TOO_LARGE_413, "a body may have at most " + MAX_BODY + " bytes");
    }
  }

  private void route(Exchange exchange) {
    String path = exchange.path();
    String method = exchange.request().getMethod();
    if (method.equals("OPTIONS") && path.equals("*")) {
      exchange.allow(allMethods());
      return;
    }
    for (Route route : routes) {
      List<String> variables = new ArrayList<>();
      if (route.matches(path, variables)) {
        answer(exchange, method, route, variables);
        return;
      }
    }
    throw new Problem(HttpStatus.NOT_FOUND_404, "there is no such resource; GET / lists them");
  }

  private static void answer(
      Exchange exchange, String method, Route route, List<String> variables) {
    Action action = route.action(method);
    if (action != null) {
      action.answer(exchange, variables);
    } else if (method.equals("OPTIONS")) {
      exchange.allow(route.methods());
    } else {
      throw Problem.methodNotAllowed(method, route.methods());
    }
  }

  private SortedSet<String> allMethods() {
    SortedSet<String> methods = new TreeSet<>();
    routes.forEach(route -> methods.addAll(route.methods()));
    return methods;
  }
}
