// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.demo.print.PrintCycle;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The machines of the demo and their stories, as defined in {@code machines.json}.
 *
 * @param seed the same seed gives the same times
 * @param roles the machines
 */
record Scenario(long seed, List<Role> roles) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.ALLOW_COMMENTS).build();

  /**
   * A machine.
   *
   * @param address its initial address
   * @param ping whether the hub pings it; not if it leaves or moves, as the loopback continues to
   *     answer
   * @param prints its jobs; null if it never has one
   * @param key the key with which the hub reads its state; null if it needs none
   * @param simulators its data, by protocol
   * @param story what happens to it, repeatedly
   */
  record Role(
      String address,
      boolean ping,
      @Nullable PrintCycle prints,
      @Nullable Key key,
      Map<String, JsonNode> simulators,
      List<Scene> story) {}

  /**
   * A factory configuration of the hub that has the key of a machine.
   *
   * @param pid the factory PID
   * @param values the values, which are no secrets here
   */
  record Key(String pid, Map<String, String> values) {}

  /** What can happen to a machine. */
  enum Act {
    /** It sends a goodbye and leaves. */
    LEAVE,
    /** It is back. */
    RETURN,
    /** It gets another address, as after a new DHCP lease. */
    MOVE,
    /** Nothing. */
    REST
  }

  /**
   * One step of a story.
   *
   * @param minSeconds the minimum seconds after the previous step
   * @param maxSeconds the maximum seconds
   * @param argument the address; {@code ""} for none
   */
  record Scene(int minSeconds, int maxSeconds, Act act, String argument) {

    private static final Pattern FORM =
        Pattern.compile("(\\d+)-(\\d+) (leave|return|move|rest)(?: (\\S+))?");

    /** Parses a step like {@code 20-30 leave}. */
    static Scene parse(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not like 20-30 leave: " + text);
      }
      return new Scene(
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          Act.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
          Objects.requireNonNullElse(matcher.group(4), ""));
    }
  }

  /** Returns the scenario of this bundle. */
  static Scenario bundled() throws IOException {
    try (InputStream file = Scenario.class.getResourceAsStream("machines.json")) {
      return read(Objects.requireNonNull(file));
    }
  }

  static Scenario read(InputStream file) throws IOException {
    JsonNode root = JSON.readTree(file);
    List<Role> roles = new ArrayList<>();
    root.path("machines").forEach(machine -> roles.add(role(machine)));
    return new Scenario(root.path("seed").asLong(), List.copyOf(roles));
  }

  private static Role role(JsonNode machine) {
    Map<String, JsonNode> simulators = new LinkedHashMap<>();
    machine
        .path("says")
        .properties()
        .forEach(each -> simulators.put(each.getKey(), each.getValue()));
    List<Scene> story = new ArrayList<>();
    machine.path("story").forEach(scene -> story.add(Scene.parse(scene.asText())));
    boolean stays =
        story.stream().noneMatch(scene -> scene.act() == Act.LEAVE || scene.act() == Act.MOVE);
    return new Role(
        machine.path("address").asText(),
        stays,
        prints(machine.path("prints")),
        key(machine.path("key")),
        Map.copyOf(simulators),
        List.copyOf(story));
  }

  private static @Nullable Key key(JsonNode key) {
    Map<String, String> values = new HashMap<>();
    key.properties().forEach(each -> values.put(each.getKey(), each.getValue().asText()));
    String pid = values.remove("pid");
    return pid == null ? null : new Key(pid, Map.copyOf(values));
  }

  private static @Nullable PrintCycle prints(JsonNode jobs) {
    return jobs.isMissingNode()
        ? null
        : new PrintCycle(
            jobs.path("file").asText(),
            jobs.path("layers").asInt(),
            Duration.ofSeconds(jobs.path("ahead").asLong()),
            jobs.path("fails").asBoolean());
  }
}
