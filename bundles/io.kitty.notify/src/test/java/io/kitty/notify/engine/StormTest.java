// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many machines go, and return. */
class StormTest {

  @TempDir Path folder;
  private RuleHarness rules;
  private List<Device> hosts;

  @BeforeEach
  void begin() {
    rules = new RuleHarness(folder);
    hosts = IntStream.range(0, 200).mapToObj(RuleHarness::host).toList();
    rules.rule("all", Map.of("on", new String[] {"offline", "online"}));
    hosts.forEach(rules::present);
  }

  /** Machines go or return, some each second. */
  private void eachSecond(int some, List<Device> devices, Consumer<Device> step) {
    for (int i = 0; i < devices.size(); i++) {
      step.accept(devices.get(i));
      if (i % some == some - 1) {
        rules.advance(1);
      }
    }
  }

  @Test
  void twoHundredMachinesLostAndBackAreOneMessageAndOneMore() {
    eachSecond(20, hosts, rules::depart);
    rules.advance(50);
    assertThat(rules.titles())
        .containsExactly("The hub lost its network on eth0 (200 of 200 machines)");

    eachSecond(20, hosts, rules::appear);
    rules.advance(600);
    assertThat(rules.messages).hasSize(1);
    Message back = rules.messages.get(0);
    assertThat(back.title())
        .isEqualTo("The hub has its network on eth0 again (200 of 200 machines)");
    assertThat(back.severity()).isEqualTo(Severity.SUCCESS);
  }

  @Test
  void theSameWithATimeOfGrace() {
    rules.clear();
    rules.rule("slow", Map.of("on", new String[] {"offline", "online"}, "after", 40.0));
    eachSecond(20, hosts, rules::depart);
    rules.advance(90);
    assertThat(rules.titles()).hasSize(1);

    eachSecond(20, hosts, rules::appear);
    rules.advance(600);
    assertThat(rules.titles()).hasSize(1);
  }

  @Test
  void aShortOneIsNotToldIfItEndsInTheTimeOfGrace() {
    rules.clear();
    rules.rule("slow", Map.of("on", new String[] {"offline", "online"}, "after", 120.0));
    eachSecond(20, hosts, rules::depart);
    rules.advance(50);
    eachSecond(20, hosts, rules::appear);
    rules.advance(600);

    assertThat(rules.titles()).isEmpty();
    assertThat(rules.log.recent())
        .singleElement()
        .satisfies(entry -> assertThat(entry.title()).startsWith("200 events, the last: "))
        .satisfies(entry -> assertThat(entry.devices()).hasSize(20));
  }

  @Test
  void oneThatIsOverWithinTheWindowIsOneMessage() {
    eachSecond(100, hosts, rules::depart);
    rules.advance(5);
    eachSecond(100, hosts, rules::appear);
    rules.advance(600);

    assertThat(rules.titles())
        .singleElement()
        .asString()
        .startsWith("The hub has its network on eth0 again");
  }

  @Test
  void whenTheyGoOneAfterTheOtherTheWindowIsLonger() {
    eachSecond(3, hosts, rules::depart);
    rules.advance(60);

    assertThat(rules.titles()).hasSize(1);
  }

  @Test
  void namesThoseThatAreStillAwayAndTellsTheirReturn() {
    eachSecond(50, hosts, rules::depart);
    rules.advance(60);
    rules.titles();

    eachSecond(50, hosts.subList(0, 193), rules::appear);
    rules.advance(60);
    assertThat(rules.titles())
        .containsExactly(
            "The hub has its network on eth0 again (193 of 200 machines); still away: Host 193,"
                + " Host 194, Host 195, Host 196, Host 197 and 2 more");

    rules.appear(hosts.get(199));
    rules.advance(60);
    assertThat(rules.titles()).singleElement().asString().startsWith("Host 199 is back after ");
  }

  @Test
  void tellsTheReturnOfThoseThatWereNamedAfterQuietHours() {
    rules.clear();
    rules.rule("quiet", Map.of("on", new String[] {"offline", "online"}, "quiet", "00:00-07:00"));
    hosts.forEach(rules::present);
    eachSecond(50, hosts, rules::depart);
    rules.advance(60);
    eachSecond(50, hosts.subList(0, 193), rules::appear);
    rules.advance(600);
    rules.fake.set(Instant.parse("2025-01-01T08:00:00Z"));
    rules.advance(1);
    assertThat(rules.titles()).singleElement().asString().contains("still away: Host 193, ");

    rules.appear(hosts.get(199));
    rules.advance(60);
    assertThat(rules.titles()).singleElement().asString().startsWith("Host 199 is back after ");
  }

  @Test
  void halfOfThemAreNoOutage() {
    eachSecond(50, hosts.subList(0, 100), rules::depart);
    rules.advance(120);

    assertThat(rules.titles()).containsExactly("100 machines away");
  }

  @Test
  void mostOfThemAreOneMessageButNotTheNetwork() {
    eachSecond(50, hosts.subList(0, 150), rules::depart);
    rules.advance(120);

    assertThat(rules.titles()).containsExactly("Most machines are away (150 of 200 machines)");
  }

  @Test
  void whoGoesLongAfterwardsIsToldAlone() {
    eachSecond(50, hosts.subList(0, 150), rules::depart);
    rules.advance(300);
    rules.titles();

    rules.depart(hosts.get(150));
    rules.advance(60);
    assertThat(rules.titles()).containsExactly("Host 150 is away");
  }

  @Test
  void aRestartMeanwhileChangesNothing() {
    eachSecond(50, hosts, rules::depart);
    rules.advance(60);
    assertThat(rules.titles()).hasSize(1);

    rules.restart();
    eachSecond(20, hosts, rules::appear);
    rules.advance(600);
    assertThat(rules.titles())
        .containsExactly("The hub has its network on eth0 again (200 of 200 machines)");
  }

  @Test
  void aRuleWithoutReturnsTellsNone() {
    rules.clear();
    rules.rule("lost", Map.of("on", new String[] {"offline"}));
    eachSecond(50, hosts, rules::depart);
    rules.advance(60);
    eachSecond(50, hosts, rules::appear);
    rules.advance(600);

    assertThat(rules.titles()).hasSize(1);
  }

  @Test
  void anOutageThatNeverEndsHidesNoOther() {
    eachSecond(50, hosts.subList(0, 150), rules::depart);
    rules.advance(300);
    rules.titles();

    eachSecond(50, hosts.subList(150, 200), rules::depart);
    rules.advance(120);
    assertThat(rules.titles())
        .containsExactly("The hub lost its network on eth0 (50 of 50 machines)");
    eachSecond(50, hosts.subList(150, 200), rules::appear);
    rules.advance(600);
    assertThat(rules.titles())
        .containsExactly("The hub has its network on eth0 again (50 of 50 machines)");
  }

  @Test
  void otherNewsDoesNotWaitForTheEndOfASurge() {
    rules.rule("idle", Map.of("on", new String[] {"idle"}, "window", 0.0));
    eachSecond(1, hosts.subList(0, 20), rules::depart);
    Device printer = hosts.get(199);
    rules.change(
        RuleHarness.with(printer, Fact.STATUS, "RUNNING"),
        RuleHarness.with(printer, Fact.STATUS, "IDLE"));
    rules.advance(1);

    assertThat(rules.titles()).containsExactly("Host 199 is ready");
  }
}
