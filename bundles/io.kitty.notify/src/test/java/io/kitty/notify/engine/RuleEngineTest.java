// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import static io.kitty.notify.engine.RuleHarness.host;
import static io.kitty.notify.engine.RuleHarness.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Warning;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.hub.Health;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notification.NotificationRule;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.message.Severity;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.TestLinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleEngineTest {

  private static final Device HOST = host(1);
  private static final Device PRINTER =
      with(with(host(2), Fact.NAME, "Voron"), Fact.KIND, "printer");

  @TempDir Path folder;
  private RuleHarness rules;

  @BeforeEach
  void begin() {
    rules = new RuleHarness(folder);
  }

  private String why() {
    return rules.log.recent().stream()
        .map(NotificationEntry::reason)
        .findFirst()
        .orElse("nothing was held back");
  }

  private static Device unknown(int number) {
    return host(number).toBuilder().firstSeen(FakeClock.START.plusSeconds(3600)).build();
  }

  @Test
  void tellsANewMachineOnce() {
    rules.rule("new");
    rules.appear(unknown(5));
    rules.depart(unknown(5), DepartureReason.GOODBYE);
    rules.appear(unknown(5));
    rules.appear(HOST);
    rules.advance(60);

    assertThat(rules.titles()).containsExactly("Host 5 is new in the network (host, 192.0.2.7)");
  }

  @Test
  void aRandomMacIsNoNewMachine() {
    rules.rule("new");
    Identifier.Mac random = new Identifier.Mac("da:a1:19:00:00:01");
    Identifier.Mac real = new Identifier.Mac("d8:a1:19:00:00:01");
    rules.appear(unknown(5).toBuilder().identifiers(Set.of(random)).build());
    rules.advance(5);
    assertThat(rules.titles()).isEmpty();
    assertThat(why()).isEqualTo("its MAC address is random");

    rules.appear(unknown(6).toBuilder().identifiers(Set.of(real)).build());
    rules.appear(
        unknown(7).toBuilder().identifiers(Set.of(random, new Identifier.Uuid("7"))).build());
    rules.advance(5);
    assertThat(rules.titles()).containsExactly("2 machines new");
  }

  @Test
  void whatAppearsFirstAfterTheVeryFirstStartIsNotNew() {
    rules = new RuleHarness(folder.resolve("other"));
    rules.hub.forget(host(9999).id());
    rules.rule("new");
    rules.restart();
    Instant now = rules.fake.instant();
    rules.appear(host(5).toBuilder().firstSeen(now).build());
    rules.advance(60);
    assertThat(rules.titles()).isEmpty();
    assertThat(why()).isEqualTo("it is in the first inventory of the hub");

    rules.advance(120);
    rules.appear(host(6).toBuilder().firstSeen(rules.fake.instant()).build());
    rules.advance(1);
    assertThat(rules.messages).hasSize(1);
  }

  @Test
  void afterARestartThatWhichWasKnownIsNotNewAndWhatIsNewIs() {
    rules.rule("new", "online");
    rules.restart();
    rules.present(HOST);
    rules.appear(host(3));
    rules.appear(host(5).toBuilder().firstSeen(rules.fake.instant()).build());
    rules.advance(5);

    assertThat(rules.titles()).singleElement().asString().startsWith("Host 5 is new");
  }

  @Test
  void whatWasNotSeenSinceTheStartIsNotLost() {
    rules.rule("offline");
    rules.restart();
    Device remembered = host(3).toBuilder().lastSeen(rules.fake.instant().minusSeconds(9)).build();
    rules.event(new Appeared(remembered, true));
    rules.present(HOST);
    rules.advance(3600);
    rules.event(
        new Departed(
            remembered, TestDevices.departed(remembered), DepartureReason.EXPIRED, null, false));
    rules.depart(HOST);
    rules.advance(5);

    assertThat(rules.titles()).containsExactly("Host 1 is away");
  }

  @Test
  void tellsAReturnOnlyOfWhatItToldAsLost() {
    rules.rule("offline", "online");
    rules.present(HOST, PRINTER);
    rules.depart(HOST);
    rules.advance(100);
    assertThat(rules.titles()).containsExactly("Host 1 is away");

    rules.appear(HOST);
    rules.appear(host(3));
    rules.advance(5);
    assertThat(rules.titles()).containsExactly("Host 1 is back after 1 min");

    rules.depart(HOST);
    rules.appear(HOST);
    rules.advance(5);
    assertThat(rules.titles()).containsExactly("Host 1 was away for 1 s");
  }

  @Test
  void aReturnIsToldAfterARestart() {
    rules.rule("offline", "online");
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(5);
    rules.titles();

    rules.restart();
    rules.appear(HOST);
    rules.advance(5);
    assertThat(rules.titles()).singleElement().asString().startsWith("Host 1 is back");
  }

  @Test
  void aReturnUnderABetterIdIsTheSame() {
    rules.rule("offline", "online");
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(5);
    rules.titles();

    Device better =
        HOST.toBuilder().id(DeviceId.of("uuid", "1")).aliases(Set.of(HOST.id())).build();
    rules.hub.forget(HOST.id());
    rules.appear(better);
    rules.advance(5);
    assertThat(rules.titles()).singleElement().asString().startsWith("Host 1 is back");
  }

  @Test
  void aMergedRecordIsNotLostAndItsSuccessorNotBack() {
    rules.rule("offline", "online", "new");
    rules.present(HOST);
    Device better =
        HOST.toBuilder().id(DeviceId.of("uuid", "1")).aliases(Set.of(HOST.id())).build();
    rules.hub.forget(HOST.id());
    rules.hub.add(better);
    rules.event(new Departed(HOST, HOST, DepartureReason.MERGED, better.id(), false));
    rules.event(new Appeared(better, false));
    rules.advance(5);

    assertThat(rules.titles()).isEmpty();
  }

  @Test
  void aMachineWhoseIdChangesKeepsItsGrace() {
    rules.rule("test", Map.of("on", new String[] {"failed"}, "after", 60.0, "window", 0.0));
    Device failed = with(PRINTER, Fact.STATUS, "ERROR");
    rules.present(PRINTER);
    rules.change(with(PRINTER, Fact.STATUS, "RUNNING"), failed);
    rules.advance(30);
    Device better = failed.withId(DeviceId.of("bambu", "1"));
    rules.hub.forget(failed.id());
    rules.hub.add(better);
    rules.event(new Changed(failed, better, false));
    rules.advance(31);

    assertThat(rules.messages)
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.subjects().get(0).device()).isEqualTo(better.id().value()));
  }

  @Test
  void whatEndsInItsTimeOfGraceIsNotTold() {
    rules.rule("test", Map.of("on", new String[] {"offline", "online"}, "after", 60.0));
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(50);
    rules.appear(HOST);
    rules.advance(200);
    assertThat(rules.titles()).isEmpty();
    assertThat(why()).isEqualTo("it ended within 1 min");

    rules.depart(HOST);
    rules.advance(50);
    assertThat(rules.titles()).isEmpty();
    assertThat(rules.engine.rules(rules.rules).get(0).held()).isEqualTo(1);
    rules.advance(60);
    assertThat(rules.titles()).containsExactly("Host 1 is away");
  }

  @Test
  void aRuleAboutReturnsOnlyTellsThemAll() {
    rules.rule("online");
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(5);
    rules.appear(HOST);
    rules.advance(5);

    assertThat(rules.titles()).containsExactly("Host 1 is back");
  }

  @Test
  void whoMaySleepComesAndGoesUntold() {
    rules.rule("offline", "online");
    Device phone = with(HOST, Fact.USER_SLEEPS, "true");
    rules.present(phone);
    rules.depart(phone);
    rules.appear(phone);
    rules.advance(5);

    assertThat(rules.titles()).isEmpty();
    assertThat(why()).isEqualTo("it may sleep");
  }

  @Test
  void ignoredDevicesStoppedProtocolsAndForgottenOnesAreNoNews() {
    rules.rule("offline", "online", "new");
    Device ignored = with(HOST, Fact.USER_IGNORED, "true");
    rules.present(ignored, PRINTER);
    rules.depart(ignored);
    rules.depart(PRINTER, DepartureReason.PROVIDER_STOPPED);
    rules.depart(host(9999), DepartureReason.FORGOTTEN);
    rules.advance(5);

    assertThat(rules.titles()).isEmpty();
  }

  @Test
  void tellsWhatPrintersDo() {
    rules.rule("finished", "failed", "attention", "idle");
    Device idle = with(PRINTER, Fact.STATUS, "IDLE");
    Device running = with(PRINTER, Fact.STATUS, "RUNNING");
    rules.present(PRINTER);
    rules.change(PRINTER, with(PRINTER, Fact.STATUS, "FINISHED"));
    rules.advance(2);
    assertThat(rules.titles()).as("no status was known before").isEmpty();

    for (String status : List.of("FINISHED", "ERROR", "STOPPED", "PAUSED", "IDLE", "PREPARING")) {
      rules.change(running, with(PRINTER, Fact.STATUS, status));
      rules.advance(2);
    }
    rules.change(idle, with(PRINTER, Fact.STATUS, "ERROR"));
    rules.advance(2);
    assertThat(rules.titles())
        .containsExactly(
            "Voron has finished",
            "Voron has failed",
            "Voron was stopped",
            "Voron is paused",
            "Voron is ready",
            "Voron has failed");
  }

  @Test
  void tellsThatAPrinterNeedsHelp() {
    rules.rule("attention");
    rules.present(PRINTER);
    rules.change(with(PRINTER, Fact.STATUS, "RUNNING"), with(PRINTER, Fact.STATUS, "ERROR"));
    rules.advance(2);

    assertThat(rules.titles()).containsExactly("Voron needs help");
  }

  @Test
  void tellsAddressesAndConflicts() {
    rules.rule("ip-changed", "conflict");
    rules.present(HOST);
    Device moved = HOST.toBuilder().addresses(List.of(TestDevices.address(99))).build();
    Device both =
        moved.toBuilder()
            .addresses(List.of(TestLinks.address("2001:db8::1"), TestDevices.address(99)))
            .build();
    rules.change(HOST, moved);
    rules.advance(2);
    rules.change(moved, both);
    rules.change(both, moved);
    rules.advance(2);
    assertThat(rules.titles())
        .containsExactly("Host 1 has the IP address 192.0.2.101, it was 192.0.2.3");

    Warning warning = new Warning("identity-conflict", "Two show one serial.", FakeClock.START);
    Device warned = moved.withWarnings(List.of(warning));
    rules.change(moved, warned);
    rules.change(warned, with(warned, Fact.MODEL, "X"));
    rules.advance(2);
    assertThat(rules.titles()).containsExactly("Host 1: Two show one serial");
  }

  @Test
  void tellsThatTheHubIsDegradedAndWellAgain() {
    rules.rule("test", Map.of("on", new String[] {"hub-degraded"}, "window", 0.0, "after", 30.0));
    health(Health.Status.DEGRADED);
    rules.advance(15);
    health(Health.Status.OK);
    rules.advance(30);
    assertThat(rules.titles()).isEmpty();

    health(Health.Status.DEGRADED);
    rules.advance(60);
    health(Health.Status.STARTING);
    rules.advance(20);
    health(Health.Status.OK);
    rules.advance(40);
    assertThat(rules.titles())
        .containsExactly("The hub is degraded: ssdp is down", "The hub is well again");
  }

  @Test
  void theHealthFromBeforeARestartIsNoNews() {
    rules.rule("test", Map.of("on", new String[] {"hub-degraded"}, "window", 0.0, "after", 30.0));
    health(Health.Status.DEGRADED);
    rules.advance(15);
    rules.restart();
    health(Health.Status.OK);
    rules.advance(200);

    assertThat(rules.titles()).isEmpty();
    assertThat(why()).isEqualTo("it ended within 30 s");
  }

  private void health(Health.Status status) {
    List<String> reasons = status == Health.Status.OK ? List.of() : List.of("ssdp is down");
    rules.hub.health(new Health(status, reasons, new TreeMap<>()));
  }

  @Test
  void matchesDevicesAndSendsToAllTargets() {
    rules.rule(
        "test",
        Map.of(
            "on",
            new String[] {"offline"},
            "match",
            "kind=printer",
            "window",
            0.0,
            "to",
            new String[] {"phone", "mail"},
            "priority",
            "high"));
    rules.present(HOST, PRINTER);
    rules.depart(HOST);
    rules.depart(PRINTER);
    rules.advance(2);

    assertThat(rules.messages)
        .hasSize(2)
        .allMatch(message -> message.priority() == Priority.HIGH)
        .allMatch(message -> message.severity() == Severity.WARNING)
        .extracting(Message::id)
        .containsOnly(rules.messages.get(0).id());
  }

  @Test
  void collectsWithinItsWindow() {
    rules.rule("test", Map.of("on", new String[] {"offline", "finished"}));
    rules.present(HOST, PRINTER, host(3));
    rules.depart(HOST);
    rules.advance(20);
    rules.change(with(PRINTER, Fact.STATUS, "RUNNING"), with(PRINTER, Fact.STATUS, "FINISHED"));
    rules.advance(9);
    assertThat(rules.messages).isEmpty();
    rules.advance(2);

    assertThat(rules.messages)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.title()).isEqualTo("2 machines: 1 away, 1 finished");
              assertThat(message.text())
                  .isEqualTo("01:00 Host 1 is away\n01:00 Voron has finished");
            });
  }

  @Test
  void aPauseDropsAndSurvivesARestart() {
    rules.rule("offline", "online");
    rules.present(HOST);
    rules.engine.pause(Duration.ofHours(1));
    rules.depart(HOST);
    rules.advance(5);
    rules.restart();
    rules.appear(HOST);
    rules.advance(5);
    assertThat(rules.titles()).isEmpty();
    assertThat(why()).startsWith("paused until 2025-01-01T02:00");

    rules.advance(3600);
    assertThat(rules.engine.pausedUntil()).isEmpty();
    rules.depart(HOST);
    rules.advance(5);
    assertThat(rules.titles()).containsExactly("Host 1 is away");
  }

  @Test
  void aPauseKeepsWhatWasHeldForQuietHours() {
    rules = new RuleHarness(folder, ZoneOffset.UTC, Instant.parse("2025-03-02T06:30:00Z"));
    rules.rule("test", Map.of("on", new String[] {"offline"}, "quiet", "22:00-07:00"));
    rules.present(HOST, PRINTER, host(3));
    rules.depart(HOST);
    rules.advance(60);
    rules.engine.pause(Duration.ofHours(1));
    rules.depart(PRINTER);
    rules.advance(60);
    assertThat(why()).startsWith("paused until 2025-03-02T07:31");
    rules.fake.set(Instant.parse("2025-03-02T07:15:00Z"));
    rules.advance(60);
    assertThat(rules.titles()).isEmpty();

    rules.fake.set(Instant.parse("2025-03-02T07:32:00Z"));
    rules.advance(1);
    assertThat(rules.titles()).containsExactly("In quiet hours: Host 1 is away");
  }

  @Test
  void thousandFlappingEventsInQuietHoursAreOneDigestAtTheirEnd() {
    rules = new RuleHarness(folder, ZoneOffset.UTC, Instant.parse("2025-03-01T22:30:00Z"));
    rules.rule("test", Map.of("on", new String[] {"offline", "online"}, "quiet", "22:00-07:00"));
    for (int i = 0; i < 10; i++) {
      rules.present(host(i));
    }
    for (int i = 0; i < 500; i++) {
      rules.depart(host(i % 3));
      rules.advance(20);
      rules.appear(host(i % 3));
      rules.advance(30);
    }
    assertThat(rules.messages).isEmpty();
    assertThat(rules.log.recent())
        .singleElement()
        .satisfies(entry -> assertThat(entry.outcome()).isEqualTo(Outcome.HELD))
        .satisfies(entry -> assertThat(entry.reason()).isEqualTo("quiet hours until 07:00"));
    rules.restart();
    assertThat(rules.engine.rules(rules.rules).get(0).held()).isEqualTo(3);

    rules.fake.set(Instant.parse("2025-03-02T06:59:58Z"));
    rules.advance(1);
    assertThat(rules.messages).isEmpty();
    rules.advance(300);
    assertThat(rules.messages)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.title()).isEqualTo("In quiet hours: 3 machines back");
              assertThat(message.text()).contains("Host 0 was away 167 times, and is back");
              assertThat(message.at()).isEqualTo("2025-03-02T07:00:00Z");
            });
  }

  @Test
  void quietHoursMayDrop() {
    rules = new RuleHarness(folder, ZoneOffset.UTC, Instant.parse("2025-03-01T22:30:00Z"));
    rules.rule(
        "test",
        Map.of(
            "on",
            new String[] {"offline", "online"},
            "quiet",
            "22:00-07:00",
            "quiet_policy",
            "drop",
            "window",
            0.0));
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(5);
    rules.fake.set(Instant.parse("2025-03-02T08:00:00Z"));
    rules.appear(HOST);
    rules.advance(5);

    assertThat(rules.titles()).as("neither the loss nor a return that nobody misses").isEmpty();
    assertThat(why()).isEqualTo("quiet hours until 07:00");
  }

  @Test
  void quietHoursFollowTheClocksOfTheTimeZone() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    rules = new RuleHarness(folder, berlin, Instant.parse("2025-03-29T21:30:00Z"));
    rules.rule(
        "test", Map.of("on", new String[] {"offline"}, "quiet", "22:00-07:00", "window", 0.0));
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(5);
    rules.fake.set(Instant.parse("2025-03-30T04:59:58Z"));
    rules.advance(1);
    assertThat(rules.messages).isEmpty();

    rules.advance(2);
    assertThat(rules.messages).hasSize(1);
  }

  @Test
  void manyRulesGoOnIfOneCannotBeUsed() {
    rules.rule("bad", Map.of("on", new String[] {"offline"}, "template_title", "{{nmae}}"));
    rules.rule("nobody", Map.of("on", new String[] {"offline"}, "to", new String[0]));
    rules.rule("good", Map.of("on", new String[] {"offline"}, "template_title", "{{name}}!"));
    rules.rule("off", Map.of("enabled", false));
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(60);

    assertThat(rules.titles()).containsExactly("Host 1!");
    assertThat(rules.engine.rules(rules.rules))
        .extracting(NotificationRule::name)
        .containsExactly("bad", "good", "nobody", "off");
    assertThat(rules.engine.rules(rules.rules).get(0).problem())
        .startsWith("etc/io.kitty.notify.rule-bad.cfg: template.title is not used: ")
        .contains("nmae", "allowed are the names count, event, id,")
        .endsWith("the rule is off until that is corrected");
    assertThat(rules.engine.rules(rules.rules).get(2).problem()).contains("to is missing");
    assertThat(rules.engine.rules(rules.rules).get(3).problem()).isEmpty();
  }

  @Test
  void theOtherRulesGoOnIfOneFails() {
    String[] on = {"offline"};
    rules.rule("bad", Map.of("on", on, "window", 0.0, "to", new String[] {RuleHarness.BROKEN}));
    rules.rule("good", Map.of("on", on, "window", 0.0));
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(5);

    assertThat(rules.titles()).containsExactly("Host 1 is away");
    assertThat(rules.engine.rules(rules.rules))
        .extracting(NotificationRule::held)
        .as("what cannot be sent is not kept")
        .containsExactly(0, 0);
  }

  @Test
  void aChangedRuleKnowsWhatItTold() {
    rules.rule("test", Map.of("on", new String[] {"offline", "online"}, "window", 0.0));
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(5);
    rules.titles();
    rules.clear();
    rules.rule("test", Map.of("on", new String[] {"offline", "online"}, "window", 10.0));
    rules.appear(HOST);
    rules.advance(20);

    assertThat(rules.titles()).singleElement().asString().startsWith("Host 1 is back after");
  }

  @Test
  void aDamagedFileIsAsGoodAsNone() throws Exception {
    for (String text :
        List.of("{", "[]", "{\"outage\":{},\"rules\":{\"test\":{\"told\":{\"a\":1}}}}")) {
      rules.engine.pause(Duration.ofDays(1));
      Files.writeString(folder.resolve("rules.json"), text);
      rules.reopen();
      rules.clear();
      rules.rule("offline");
      rules.present(HOST);
      rules.depart(HOST);
      rules.advance(5);

      assertThat(rules.titles()).as(text).containsExactly("Host 1 is away");
    }
  }

  @Test
  void aPowerFailureKeepsWhatIsCollectedAndRepeatsNothing() {
    rules.rule("test", Map.of("on", new String[] {"offline"}, "window", 2.0));
    rules.present(HOST, PRINTER);
    rules.depart(HOST);
    rules.advance(1);
    rules.reopen();
    rules.advance(5);
    assertThat(rules.titles()).containsExactly("Host 1 is away");

    rules.depart(PRINTER);
    rules.advance(2);
    assertThat(rules.titles()).containsExactly("Voron is away");
    rules.reopen();
    rules.advance(60);
    assertThat(rules.titles()).isEmpty();
  }

  @Test
  void aPowerFailureBeforeTheQueueHasWrittenLosesNothing() {
    rules.rule("test", Map.of("on", new String[] {"offline"}, "window", 4.0));
    rules.present(HOST);
    rules.depart(HOST);
    rules.advance(3);
    rules.writes = false;
    rules.advance(5);
    assertThat(rules.titles()).containsExactly("Host 1 is away");

    rules.writes = true;
    rules.reopen();
    rules.advance(60);
    assertThat(rules.titles()).containsExactly("Host 1 is away");
  }
}
