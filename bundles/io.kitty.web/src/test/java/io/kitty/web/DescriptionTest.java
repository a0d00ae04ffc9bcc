// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.FakeCodec;
import io.kitty.web.dashboard.Dashboard;
import io.kitty.web.event.EventsResource;
import io.kitty.web.server.Route;
import io.kitty.web.server.Routes;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescriptionTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theDocumentIsValid() throws Exception {
    HttpResponse<String> response = server.get("/openapi.json");

    SwaggerParseResult result = new OpenAPIV3Parser().readContents(response.body());

    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.isOpenapi31()).isTrue();
  }

  @Test
  void anInvalidDocumentIsDetected() throws Exception {
    String broken =
        server.get("/openapi.json").body().replace("\"in\": \"path\"", "\"in\": \"pat\"");

    assertThat(new OpenAPIV3Parser().readContents(broken).getMessages()).isNotEmpty();
  }

  @Test
  void exactlyTheResourcesAndMethodsAreDescribed() throws Exception {
    Map<String, Set<String>> served = new TreeMap<>();
    for (Route route : routes()) {
      if (!route.template().startsWith("/dashboard/")) {
        served.put(route.template(), new TreeSet<>(route.actions().keySet()));
      }
    }

    Map<String, Set<String>> described = new TreeMap<>();
    document()
        .getPaths()
        .forEach((path, item) -> described.put(path.replaceAll("\\{\\w+}", "*"), methods(item)));

    assertThat(described).isEqualTo(served);
  }

  @Test
  void exactlyTheParametersAreDescribed() throws Exception {
    Map<String, Set<String>> taken = new TreeMap<>();
    for (Route route : routes()) {
      if (!route.parameters().isEmpty()) {
        taken.put(route.template(), new TreeSet<>(route.parameters()));
      }
    }

    Map<String, Set<String>> described = new TreeMap<>();
    document()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperations().stream()
                    .flatMap(each -> Stream.ofNullable(each.getParameters()))
                    .flatMap(List::stream)
                    .map(each -> each.get$ref() == null ? each : component(each.get$ref()))
                    .filter(each -> "query".equals(each.getIn()))
                    .forEach(
                        each ->
                            described
                                .computeIfAbsent(
                                    path.replaceAll("\\{\\w+}", "*"), p -> new TreeSet<>())
                                .add(each.getName())));

    assertThat(described).isEqualTo(taken);
  }

  private Parameter component(String reference) {
    try {
      return document().getComponents().getParameters().get(reference.replaceFirst(".*/", ""));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itHasTheVersionOfTheHub() throws Exception {
    assertThat(document().getInfo().getVersion()).isEqualTo("1.2.3");
  }

  @Test
  void everyOperationHasAUniqueIdAndASummary() throws Exception {
    List<Operation> operations =
        document().getPaths().values().stream()
            .flatMap(item -> item.readOperations().stream())
            .toList();

    assertThat(operations).extracting(Operation::getOperationId).doesNotHaveDuplicates();
    assertThat(operations).allSatisfy(each -> assertThat(each.getSummary()).isNotBlank());
  }

  @Test
  void changesNeedTheTokenAsTheDocumentSays() throws Exception {
    for (Map.Entry<String, PathItem> path : document().getPaths().entrySet()) {
      String concrete = path.getKey().replaceAll("\\{\\w+}", "x");
      for (Map.Entry<PathItem.HttpMethod, Operation> each :
          path.getValue().readOperationsMap().entrySet()) {
        boolean open = each.getValue().getSecurity().contains(new SecurityRequirement());
        int status = server.send(head(each.getKey()), concrete).statusCode();
        assertThat(status == 401)
            .as("%s %s without the token: %d", each.getKey(), concrete, status)
            .isEqualTo(!open);
      }
    }
  }

  @Test
  void offLoopbackAllButHealthNeedTheToken() throws Exception {
    try (TestServer elsewhere =
        new TestServer(TestServer.settings("192.0.2.1", false, 10_000), new FakeCodec())) {
      for (Map.Entry<String, PathItem> path : document().getPaths().entrySet()) {
        String concrete = path.getKey().replaceAll("\\{\\w+}", "x");
        for (PathItem.HttpMethod method : path.getValue().readOperationsMap().keySet()) {
          assertThat(elsewhere.send(head(method), concrete).statusCode() == 401)
              .as("%s %s", method, concrete)
              .isEqualTo(!concrete.equals("/health"));
        }
      }
    }
  }

  private List<Route> routes() {
    EventsResource events =
        new EventsResource(
            server.hub,
            server.services.codec(),
            server.counters,
            server.services.timer(),
            TestServer.SETTINGS.eventBuffer(),
            TestServer.SETTINGS.heartbeat());
    return Routes.of(server.services, events, null, new Dashboard(null));
  }

  /** Returns HEAD for GET, as an event stream would not end. */
  private static String head(PathItem.HttpMethod method) {
    return method == PathItem.HttpMethod.GET ? "HEAD" : method.name();
  }

  private static Set<String> methods(PathItem item) {
    return item.readOperationsMap().keySet().stream()
        .map(method -> method.name().toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private OpenAPI document() throws Exception {
    return new OpenAPIV3Parser().readContents(server.get("/openapi.json").body()).getOpenAPI();
  }
}
