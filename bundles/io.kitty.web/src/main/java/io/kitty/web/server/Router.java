// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import io.kitty.web.access.AccessPolicy;
import io.kitty.web.access.RequestLimit;
import io.kitty.web.dashboard.Dashboard;
import io.kitty.web.http.Counters;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Parameters;
import io.kitty.web.http.Problem;
import io.kitty.web.http.RequestBody;
import io.kitty.web.http.TrustedProxies;
import io.kitty.web.module.HealthResource;
import io.kitty.web.token.AccessRight;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Passes requests to their resources, after the checks that are common to all. */
final class Router extends Handler.Abstract {

  private final AccessPolicy policy;
  private final RequestLimit limit;
  private final ConnectionTable connections;
  private final TrustedProxies proxies;
  private final Dashboard dashboard;
  private final Counters counters;
  private final List<Route> routes;

  Router(
      AccessPolicy policy,
      RequestLimit limit,
      ConnectionTable connections,
      TrustedProxies proxies,
      Dashboard dashboard,
      Counters counters,
      List<Route> routes) {
    this.policy = policy;
    this.limit = limit;
    this.connections = connections;
    this.proxies = proxies;
    this.dashboard = dashboard;
    this.counters = counters;
    this.routes = List.copyOf(routes);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    counters.requests.increment();
    proxies.read(request);
    HttpExchange exchange = new HttpExchange(request, response, callback);
    if (exchange.path().equals(HealthResource.PATH)) {
      handle(exchange, true);
    } else {
      limit.check(request, policy.caller(request), admitted -> handle(exchange, admitted));
    }
    return true;
  }

  private void handle(HttpExchange exchange, boolean admitted) {
    try {
      if (!admitted) {
        throw Problem.tooManyRequests("too many requests from this client; come again in a second");
      }
      policy.check(exchange.request());
      RequestBody.checkLength(exchange);
      Runnable action = route(exchange);
      RequestBody.receive(
          exchange, () -> respond(exchange, action), problem -> refuse(exchange, problem));
    } catch (Problem problem) {
      refuse(exchange, problem);
    } catch (RuntimeException | Error e) {
      fail(exchange, e);
    }
  }

  /** Responds to a request whose body has arrived. */
  private void respond(HttpExchange exchange, Runnable action) {
    try {
      connections.respond(exchange.request());
      action.run();
      counters.responded(exchange.response().getStatus());
    } catch (Problem problem) {
      refuse(exchange, problem);
    } catch (RuntimeException | Error e) {
      fail(exchange, e);
    }
  }

  /** Sends the error, or the login page where the dashboard needs a token. */
  private void refuse(HttpExchange exchange, Problem problem) {
    counters.refused(problem, exchange.request());
    if (problem.status() == HttpStatus.UNAUTHORIZED_401
        && exchange.path().equals("/")
        && exchange.wantsPage()) {
      dashboard.login(exchange, problem);
    } else {
      exchange.problem(problem);
    }
    counters.responded(exchange.response().getStatus());
  }

  /** Has the error handler respond, which counts it, too. */
  private static void fail(HttpExchange exchange, Throwable failure) {
    Response.writeError(exchange.request(), exchange.response(), exchange.callback(), failure);
  }

  /**
   * Returns what a request asks for.
   *
   * @throws Problem if there is no such resource or method, or the caller has no right to it
   */
  private Runnable route(HttpExchange exchange) {
    String path = exchange.path();
    String method = exchange.request().getMethod();
    if (method.equals("OPTIONS") && path.equals("*")) {
      policy.admit(exchange.request(), AccessRight.READ);
      return () -> exchange.sendAllow(allMethods());
    }
    for (Route route : routes) {
      List<String> variables = new ArrayList<>();
      if (route.matches(path, variables)) {
        policy.admit(exchange.request(), route.needed(method));
        return action(exchange, method, route, variables);
      }
    }
    policy.admit(exchange.request(), AccessRight.READ);
    throw new Problem(HttpStatus.NOT_FOUND_404, "there is no such resource; GET / lists them");
  }

  private static Runnable action(
      HttpExchange exchange, String method, Route route, List<String> variables) {
    Route.Action action = route.action(method);
    if (action != null) {
      Parameters.check(exchange.query(), route.parameters());
      if (action instanceof Route.BodyAction) {
        RequestBody.keep(exchange);
      }
      return () -> action.handle(exchange, variables);
    } else if (method.equals("OPTIONS")) {
      return () -> exchange.sendAllow(route.methods());
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
