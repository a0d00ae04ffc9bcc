// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.config.schema.AttributeType;
import io.kitty.itests.Assumptions;
import io.kitty.itests.HubProcess;
import io.kitty.itests.Rest;
import io.kitty.itests.faults.CfgFiles.CfgFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What can be wrong with the files in etc/, in all files at once. The hub tells what is wrong with
 * each, goes on with the last good values, and opens and sweeps no more than before.
 */
class ConfigurationFaultsIT {
  private static final Duration AWHILE = Duration.ofSeconds(60);

  /** How many long values a file can hold before it is too large. */
  private static final int LONG_VALUES = 5;

  /** A part of a long value that is never shown. */
  private static final String TOO_LONG = "x".repeat(200);

  private static final Pattern STACK_TRACE =
      Pattern.compile("(?m)^\\d.* i\\.k\\..*\\R[a-z][\\w.]+(?:Exception|Error).*\\R\\tat ");

  private static final Random random = Chance.of(ConfigurationFaultsIT.class);
  private static WholeHub whole;
  private static HubProcess hub;
  private static List<CfgFile> files;
  private static List<String> sockets;
  private static Map<String, Boolean> up;
  private static Map<String, String> values;

  /** How lines of the present step in {@code /health} begin and end. */
  private final List<Complaint> expected = new ArrayList<>();

  /** The modules with a file that says something else now. */
  private final Set<String> changed = new HashSet<>();

  /** The values that have to stay in use, by file and key. */
  private final Map<String, String> staying = new TreeMap<>();

  private record Complaint(String start, String end) {
    boolean in(List<String> reasons) {
      return reasons.stream().anyMatch(line -> line.startsWith(start) && line.endsWith(end));
    }
  }

  /** A file that even root cannot read has to be possible. */
  @BeforeAll
  static void start() throws Exception {
    Assumptions.secondHost(); // a deleted file frees the hub from the loopback interface
    whole = new WholeHub("configuration-faults");
    hub = whole.hub();
    if (System.getProperty("user.name").equals("root")) {
      hub.under("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    }
    files = CfgFiles.of(hub);
    hub.start(Map.of("API_HOST", ""));
    awaitHealth();
    sockets = HubUsage.sockets(hub);
    up = up();
    values = ValuesInUse.of(hub);
  }

  @AfterAll
  static void stop() throws Exception {
    if (whole != null) {
      whole.close();
    }
  }

  @AfterEach
  void mendAll() throws Exception {
    mend();
    assertThat(hub.log()).doesNotContainPattern(STACK_TRACE);
  }

  @Test
  void everyKeyAtOnce() throws Exception {
    for (int step = 0; step < Extent.of(1, 20); step++) {
      for (CfgFile file : files) {
        int longOnes = 0;
        String text = file.text();
        for (AttributeType key : file.keys()) {
          ValueFault fault = any(ValueFault.values());
          longOnes += fault.isLong() ? 1 : 0;
          text = broken(file, text, key, longOnes > LONG_VALUES ? ValueFault.EMPTY : fault);
        }
        hub.configure(file.pid(), text);
      }
      assertTolerated();
    }
  }

  @Test
  void oneKeyOfEachFile() throws Exception {
    int most = files.stream().mapToInt(file -> file.keys().size()).max().orElseThrow();
    List<ValueFault> faults = List.of(Extent.of(1, 2) == 1 ? one() : ValueFault.values());
    for (ValueFault fault : faults) {
      for (int index = 0; index < Extent.of(1, most); index++) {
        for (CfgFile file : files) {
          AttributeType key = file.keys().get(index % file.keys().size());
          hub.configure(file.pid(), broken(file, file.text(), key, fault));
        }
        assertTolerated();
      }
    }
  }

  @Test
  void everyFileAsAWhole() throws Exception {
    for (int step = 0; step < Extent.of(1, 20); step++) {
      for (CfgFile file : files) {
        FileFault fault = any(FileFault.values());
        fault.apply(file, random);
        fault.complaint().ifPresent(line -> expected.add(new Complaint(file.path() + line, "")));
        if (!fault.stays()) {
          changed.add(module(file.pid()));
        }
      }
      assertTolerated();
    }
  }

  private static ValueFault[] one() {
    return new ValueFault[] {any(ValueFault.values())};
  }

  private static <T> T any(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Returns a file's text with a fault more, after it has noted what has to be told of it. */
  private String broken(CfgFile file, String text, AttributeType key, ValueFault fault) {
    boolean refused = fault.isRefused(key);
    String name = file.pid() + " " + key.id();
    if (refused && values.containsKey(name)) {
      staying.put(name, values.get(name));
    }
    String end = refused ? " goes on" : "";
    fault
        .complaint(key)
        .ifPresentOrElse(
            start -> expected.add(new Complaint(file.path() + ": " + start, end)),
            () -> changed.add(module(file.pid())));
    return CfgFile.replaced(text, key, fault.lines(key, file.value(key)));
  }

  /** Waits until the hub has told what is wrong, checks it, and mends the files. */
  private void assertTolerated() throws Exception {
    await("what is wrong")
        .atMost(AWHILE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              List<String> reasons = reasons();
              assertThat(expected).filteredOn(each -> !each.in(reasons)).isEmpty();
              assertThat(reasons).noneMatch(line -> line.contains(TOO_LONG));
            });
    await("all others")
        .atMost(AWHILE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(others(up())).isEqualTo(others(up));
              assertThat(ValuesInUse.of(hub)).containsAllEntriesOf(staying);
              List<String> more = ports(HubUsage.sockets(hub));
              ports(sockets).forEach(more::remove);
              assertThat(more).as("sockets more than before").isEmpty();
            });
    assertThat(hub.rest().each("/devices?source=ping&presence=all", "ip"))
        .isSubsetOf(WholeHub.SWEPT);
    System.out.printf(
        "fault: ConfigurationFaultsIT, %d faults told, %d values stayed%n",
        expected.size(), staying.size());
    expected.clear();
    staying.clear();
    changed.clear();
    mend();
  }

  /** Returns the ports: an empty address is a valid one, which stands for all. */
  private static List<String> ports(List<String> sockets) {
    List<String> ports = new ArrayList<>();
    sockets.forEach(socket -> ports.add(socket.substring(socket.lastIndexOf(':'))));
    return ports;
  }

  private static void mend() throws Exception {
    for (CfgFile file : files) {
      hub.configure(file.pid(), file.text());
    }
    awaitHealth();
  }

  /** Returns those of modules whose files say what they said before. */
  private Map<String, Boolean> others(Map<String, Boolean> up) {
    Map<String, Boolean> others = new TreeMap<>(up);
    others.keySet().removeIf(id -> changed.contains(module("io.kitty." + id)));
    return others;
  }

  /** Returns the first word of the name of a module or file, which all of a bundle share. */
  private static String module(String pid) {
    String word = pid.replaceFirst("io\\.kitty\\.", "").replaceFirst("[.-].*", "");
    return word.equals("publisher") ? "multicast" : word;
  }

  private static List<String> reasons() throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons"));
  }

  /** Returns whether each module is up. */
  private static Map<String, Boolean> up() throws Exception {
    Map<String, Boolean> up = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : hub.rest().json("/health").properties()) {
      if (each.getValue().isBoolean()) {
        up.put(each.getKey(), each.getValue().asBoolean());
      }
    }
    return up;
  }

  private static void awaitHealth() {
    await("the hub to be well")
        .atMost(AWHILE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(reasons()).isEmpty();
              assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("ok");
              assertThat(hub.rest().each("/devices?source=ping", "ip"))
                  .containsExactlyInAnyOrderElementsOf(WholeHub.SWEPT);
            });
  }
}
