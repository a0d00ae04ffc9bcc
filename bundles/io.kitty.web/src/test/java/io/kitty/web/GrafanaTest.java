// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard uses only metrics that the hub exports. */
class GrafanaTest {

  private static final Path FILE = Path.of("src", "main", "grafana", "kitty.json");
  private static final Pattern METRIC = Pattern.compile("\\b(?:kitty|jvm|process)_[a-z_]+");
  private static final Pattern SELECTED =
      Pattern.compile("\\b((?:kitty|jvm|process)_[a-z_]+)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"([^\"]*)\"");
  private static final Pattern GROUPED =
      Pattern.compile("by \\((\\w+)\\) \\((?:rate\\()?((?:kitty|jvm|process)_[a-z_]+)");

  /** The labels that Prometheus adds to each series. */
  private static final Set<String> TARGET = Set.of("job", "instance");

  private TestServer server;
  private final Map<String, Set<String>> given = new HashMap<>();

  @BeforeEach
  void measure() throws Exception {
    server = new TestServer();
    server.hub.add(TestDevices.host(1));
    server.addAnnouncementStats("listener");
    Map<String, Long> counters = Map.of("hosts_swept", 1L, "sweep_ms", 1L, "replies", 1L);
    server.hub.modules(
        new ModuleStatus(
            "ping",
            true,
            State.RUNNING,
            "",
            Instant.now(),
            Duration.ofSeconds(1),
            "",
            counters,
            List.of(new InterfaceStatus("eth0", State.RUNNING, 1, 1, 1, "", ""))),
        ModuleStatus.of(
            "core",
            State.RUNNING,
            "",
            Map.of(
                "registry_backlog_store", 0L,
                "registry_saves_store", 1L,
                "registry_save_ms_store", 1L,
                "registry_failures_store", 0L)));
    server.get("/health");
    server.get("/metrics").body().lines().filter(line -> !line.startsWith("#")).forEach(this::take);
  }

  private void take(String line) {
    String name = line.split("[{ ]")[0];
    Set<String> labels = given.computeIfAbsent(name, key -> new HashSet<>());
    Matcher label = Pattern.compile("(\\w+)=\"([^\"]*)\"").matcher(line);
    while (label.find()) {
      labels.add(label.group(1));
      labels.add(label.group(1) + "=" + label.group(2));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachMetricOfTheDashboardExists() throws IOException {
    Set<String> named =
        expressions().stream()
            .flatMap(expression -> METRIC.matcher(expression).results())
            .map(MatchResult::group)
            .collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(25);
    assertThat(given.keySet()).containsAll(named);
  }

  @Test
  void eachLabelOfTheDashboardExists() throws IOException {
    for (String expression : expressions()) {
      Matcher selected = SELECTED.matcher(expression);
      while (selected.find()) {
        Set<String> labels = given.get(selected.group(1));
        Matcher label = LABEL.matcher(selected.group(2));
        while (label.find()) {
          if (!TARGET.contains(label.group(1))) {
            assertThat(labels).as(expression).contains(label.group(1) + "=" + label.group(2));
          }
        }
      }
      Matcher grouped = GROUPED.matcher(expression);
      while (grouped.find()) {
        assertThat(given.get(grouped.group(2))).as(expression).contains(grouped.group(1));
      }
    }
  }

  @Test
  void countersAreShownAsRatesAndNothingElseIs() throws IOException {
    for (String expression : expressions()) {
      Matcher rate = Pattern.compile("rate\\(([a-z_]+)").matcher(expression);
      while (rate.find()) {
        assertThat(rate.group(1))
            .as(expression)
            .matches(".*_(total|sum|count)|kitty_module_number");
      }
      assertThat(expression.chars().filter(c -> c == '(').count())
          .as(expression)
          .isEqualTo(expression.chars().filter(c -> c == ')').count());
    }
  }

  @Test
  void noTwoPanelsAreTheSameOrInOnePlace() throws IOException {
    List<JsonNode> panels = dashboard().findValues("gridPos");

    assertThat(panels.stream().map(at -> at.path("x") + "," + at.path("y")))
        .doesNotHaveDuplicates();
    assertThat(dashboard().path("panels").findValuesAsText("title")).doesNotHaveDuplicates();
  }

  private static List<String> expressions() throws IOException {
    return dashboard().findValuesAsText("expr");
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(FILE.toFile());
  }
}
