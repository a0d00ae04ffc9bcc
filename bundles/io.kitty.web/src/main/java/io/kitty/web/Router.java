// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.access.AccessRight;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds the resource that answers a request, after the checks that are the same for all. */
final class Router extends Handler.Abstract {

  /** A larger body than this is refused. */
  static final int MAX_BODY = 8 * 1024;

  private final AccessPolicy guard;
  private final RequestLimit limit;
  private final Dashboard dashboard;
  private final Counters counters;
  private final List<Route> routes;

  Router(
      AccessPolicy guard,
      RequestLimit limit,
      Dashboard dashboard,
      Counters counters,
      List<Route> routes) {
    this.guard = guard;
    this.limit = limit;
    this.dashboard = dashboard;
    this.counters = counters;
    this.routes = List.copyOf(routes);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    counters.requests.increment();
    HttpExchange exchange = new HttpExchange(request, response, callback);
    if (exchange.path().equals(HealthResource.PATH)) {
      answer(exchange, true);
    } else {
      limit.check(request, guard.caller(request), admitted -> answer(exchange, admitted));
    }
    return true;
  }

  private void answer(HttpExchange exchange, boolean admitted) {
    try {
      if (!admitted) {
        throw Problem.tooMany("too many requests from this client; come again in a second");
      }
      guard.check(exchange.request());
      checkBody(exchange);
      route(exchange);
    } catch (Problem problem) {
      counters.refused(problem, exchange.request());
      refuse(exchange, problem);
    } catch (RuntimeException | Error e) {
      Response.writeError(exchange.request(), exchange.response(), exchange.callback(), e);
      return; // which is counted where the answer is made
    }
    counters.answered(exchange.response().getStatus());
  }

  /** Who opens the page without a right to it is asked for the token. */
  private void refuse(HttpExchange exchange, Problem problem) {
    if (problem.status() == HttpStatus.UNAUTHORIZED_401
        && exchange.path().equals("/")
        && exchange.wantsPage()) {
      dashboard.login(exchange, problem);
    } else {
      exchange.problem(problem);
    }
  }

  private static void checkBody(HttpExchange exchange) {
    if (exchange.request().getLength() > MAX_BODY) {
      exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      throw new Problem(
          HttpStatus.PAYLOAD_TOO_LARGE_413, "a body may have at most " + MAX_BODY + " bytes");
    }
  }

  private void route(HttpExchange exchange) {
    String path = exchange.path();
    String method = exchange.request().getMethod();
    if (method.equals("OPTIONS") && path.equals("*")) {
      guard.admit(exchange.request(), AccessRight.READ);
      exchange.allow(allMethods());
      return;
    }
    for (Route route : routes) {
      List<String> variables = new ArrayList<>();
      if (route.matches(path, variables)) {
        guard.admit(exchange.request(), route.needed(method));
        answer(exchange, method, route, variables);
        return;
      }
    }
    guard.admit(exchange.request(), AccessRight.READ);
    throw new Problem(HttpStatus.NOT_FOUND_404, "there is no such resource; GET / lists them");
  }

  private static void answer(
      HttpExchange exchange, String method, Route route, List<String> variables) {
    Route.Action action = route.action(method);
    if (action != null) {
      Parameters.check(exchange.query(), route.parameters());
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
