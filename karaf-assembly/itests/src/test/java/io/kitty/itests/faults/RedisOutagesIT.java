// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.Assumptions;
import io.kitty.itests.HubProcess;
import io.kitty.itests.faults.FaultyLink.Fault;
import io.kitty.redis.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Two hubs find the same printers, which change while their Redis, the way to it, or a hub fails:
 * each net change is published once and in order, and afterwards Redis has what is there.
 */
class RedisOutagesIT {

  private enum Trouble {
    KILLED,
    EMPTIED,
    EMPTIED_WHILE_RUNNING,
    PAUSED,
    WRONG_TYPE,
    HUB_KILLED,
    LINKS
  }

  private static final Duration REPAIRED = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final int ROUNDS = Extent.of(7, 80);
  private static final int LONGEST_MS = Extent.of(2_000, 8_000);
  private static final String NETWORK = "127.0.31.";

  private static final Random random = Chance.of(RedisOutagesIT.class);

  /** What was published before the server lost its data. */
  private static final List<StreamEntry> lost = new ArrayList<>();

  private static TestServer server;
  private static ChangingPrinters printers;
  private static FaultyLink linkOfOne;
  private static FaultyLink linkOfTwo;
  private static HubProcess one;
  private static HubProcess two;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    server = TestServer.with("--appendonly", "yes", "--appendfsync", "always");
    printers = new ChangingPrinters(NETWORK, random);
    linkOfOne = new FaultyLink(server.port(), random);
    linkOfTwo = new FaultyLink(server.port(), random);
    one = hub("redis-one", linkOfOne);
    two = hub("redis-two", linkOfTwo);
  }

  private static HubProcess hub(String name, FaultyLink link) throws IOException {
    HubProcess hub = HubProcess.prepare(name);
    printers.askedBy(hub);
    hub.boot("kitty-snapmaker, kitty-redis, kitty-store, kitty-web");
    hub.configure(
        "io.kitty.redis", "enabled = true\nurl = redis://127.0.0.1:%d\n".formatted(link.port()));
    hub.launch(Map.of());
    return hub;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each :
        new AutoCloseable[] {one, two, linkOfOne, linkOfTwo, printers, server}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  void eachNetChangeIsPublishedOnceAndInOrder() throws Exception {
    awaitAgreement();
    Iterator<Trouble> troubles = Chance.inTurn(Trouble.values(), random);
    for (int round = 0; round < ROUNDS; round++) {
      Trouble trouble = troubles.next();
      System.out.println("fault: Redis, round " + round + ": " + trouble);
      change();
      suffer(trouble);
      awaitAgreement();
    }
    printers.changeAll();
    awaitAgreement();
    int told = published().size();
    await("silence").pollDelay(QUIET).untilAsserted(() -> assertThat(published()).hasSize(told));
    System.out.printf("fault: Redis, %d rounds, %d events, none lost or twice%n", ROUNDS, told);
  }

  private static void suffer(Trouble trouble) throws Exception {
    switch (trouble) {
      case KILLED -> {
        server.kill();
        changeForAWhile();
        server.start();
      }
      case EMPTIED -> {
        empty();
        server.kill();
        changeForAWhile();
        server.start();
      }
      case EMPTIED_WHILE_RUNNING -> {
        empty();
        changeForAWhile();
      }
      case PAUSED -> {
        server.signal("STOP");
        changeForAWhile();
        server.signal("CONT");
      }
      case WRONG_TYPE -> plant();
      case HUB_KILLED -> {
        HubProcess hub = random.nextBoolean() ? one : two;
        hub.kill();
        change();
        hub.launch(Map.of());
        changeForAWhile();
      }
      case LINKS -> {
        linkOfOne.fault(anyFault());
        linkOfTwo.fault(anyFault());
        changeForAWhile();
        linkOfOne.fault(Fault.NONE);
        linkOfTwo.fault(Fault.NONE);
      }
    }
  }

  private static Fault anyFault() {
    Fault[] faults = Fault.values();
    Fault fault = faults[random.nextInt(faults.length)];
    System.out.println("fault: Redis, a link is " + fault);
    return fault;
  }

  private static void change() {
    printers.change();
  }

  private static void changeForAWhile() throws InterruptedException {
    int pieces = 4;
    for (int i = 0; i < pieces; i++) {
      Thread.sleep(random.nextInt(LONGEST_MS / pieces), 1);
      change();
    }
    Thread.sleep(LONGEST_MS / pieces);
  }

  private static void empty() {
    try (Jedis client = server.client()) {
      Transaction transaction = client.multi();
      Response<List<StreamEntry>> events = transaction.xrange("events", "-", "+");
      transaction.sendCommand(Protocol.Command.FLUSHALL, "SYNC");
      transaction.exec();
      lost.addAll(events.get());
    }
  }

  private static void plant() throws InterruptedException {
    List<String> keys =
        List.of("devices:all", "devices:order", "devices:life", "devices:notes", "events");
    String key = keys.get(random.nextInt(keys.size()));
    try (Jedis client = server.client()) {
      Transaction transaction = client.multi();
      Response<List<StreamEntry>> events = transaction.xrange("events", "-", "+");
      transaction.del(key);
      transaction.lpush(key, "of somebody else");
      transaction.exec();
      if (key.equals("events")) {
        lost.addAll(events.get());
      }
      changeForAWhile();
      client.del(key);
    }
  }

  /** Waits until hubs, Redis and all that was published agree with what is there. */
  private static void awaitAgreement() {
    printers.awaitKnown(one, two);
    await("what Redis says")
        .atMost(REPAIRED)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(shared()).isEqualTo(printers.named("snapmaker:")));
    await("what was published")
        .atMost(REPAIRED)
        .untilAsserted(
            () ->
                assertThat(EventChain.follow(published()))
                    .isEqualTo(new EventChain.End(printers.named("snapmaker:"), 0)));
  }

  private static Map<String, String> shared() {
    try (Jedis client = server.client()) {
      return client.smembers("devices:all").stream()
          .map(client::hgetAll)
          .collect(toMap(each -> each.get("id"), each -> each.get("name")));
    }
  }

  private static List<EventChain.Event> published() throws IOException {
    List<EventChain.Event> events = new ArrayList<>();
    List<StreamEntry> entries = new ArrayList<>(lost);
    try (Jedis client = server.client()) {
      entries.addAll(client.xrange("events", "-", "+"));
    }
    for (StreamEntry entry : entries) {
      Map<String, String> fields = entry.getFields();
      events.add(EventChain.Event.of(fields.get("event"), fields.get("data")));
    }
    return events;
  }
}
