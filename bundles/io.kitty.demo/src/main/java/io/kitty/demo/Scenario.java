// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machines of the demo and what they do, as {@code machines.json} has them.
 *
 * @param seed with the same seed the same things happen at the same times
 * @param roles the machines
 */
record Scenario(long seed, List<Role> roles) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.ALLOW_COMMENTS).build();

  /**
   * A machine.
   *
   * @param address where it is at first
   * @param ping whether the hub shall ping it; one that leaves or moves it shall not, as the
   *     loopback goes on answering
   * @param status what it is doing at first, {@code ""} if it does not tell
   * @param voices what it says, by protocol
   * @param story what happens to it, again and again
   */
  record Role(
      String address,
      boolean ping,
      String status,
      Map<String, JsonNode> voices,
      List<Scene> story) {}

  /** What can happen to a machine. */
  enum Act {
    /** It says from now on that it is doing something else. */
    STATUS,
    /** It says goodbye and is gone. */
    LEAVE,
    /** It is back. */
    RETURN,
    /** It has another address, as after a new lease. */
    MOVE,
    /** Nothing. */
    REST
  }

  /**
   * One thing that happens.
   *
   * @param least the fewest seconds after what happened before
   * @param most the most seconds
   * @param what the status or address; {@code ""} where there is none
   */
  record Scene(int least, int most, Act act, String what) {

    private static final Pattern FORM =
        Pattern.compile("(\\d+)-(\\d+) (status|leave|return|move|rest)(?: (\\S+))?");

    /** Reads a scene like {@code 20-30 status RUNNING}. */
    static Scene parse(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not like 20-30 status RUNNING: " + text);
      }
      return new Scene(
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          Act.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
          Objects.requireNonNullElse(matcher.group(4), ""));
    }
  }

  /** The cast that is part of this bundle. */
  static Scenario own() throws IOException {
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
    Map<String, JsonNode> voices = new LinkedHashMap<>();
    machine.path("says").properties().forEach(each -> voices.put(each.getKey(), each.getValue()));
    List<Scene> story = new ArrayList<>();
    machine.path("story").forEach(scene -> story.add(Scene.parse(scene.asText())));
    boolean stays =
        story.stream().noneMatch(scene -> scene.act() == Act.LEAVE || scene.act() == Act.MOVE);
    return new Role(
        machine.path("address").asText(),
        stays,
        machine.path("status").asText(""),
        Map.copyOf(voices),
        List.copyOf(story));
  }
}
