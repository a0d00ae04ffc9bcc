// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.identifier.DeviceId;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import io.kitty.web.EventClient;
import io.kitty.web.EventClient.Event;
import io.kitty.web.TestServer;
import io.kitty.web.server.Settings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsResourceTest {

  private static final String STREAM = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final String RUNNING = "/events?status=running";

  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theSnapshotComesFirstThenEachEventInOrder() throws Exception {
    server = new TestServer();
    Device host = TestDevices.host(1);
    server.hub.add(host, TestDevices.departed(TestDevices.host(2)));

    EventClient client = server.events().until(1);
    server.publish(new DeviceEvent.Appeared(TestDevices.host(3), false));
    server.publish(new DeviceEvent.Changed(host, host, false));
    server.publish(new DeviceEvent.Appeared(host, true));
    server.publish(new DeviceEvent.Departed(host, host, DepartureReason.EXPIRED, null, false));

    client.until(4);
    String boot = client.events().get(0).id().replaceFirst("-0$", "");
    assertThat(client.events())
        .containsExactly(
            new Event("snapshot", boot + "-0", "[{\"id\":\"host:192.0.2.3\"}]"),
            new Event("appeared", boot + "-1", "{\"id\":\"host:192.0.2.5\"}"),
            new Event("changed", boot + "-2", "{\"id\":\"host:192.0.2.3\"}"),
            new Event("departed", boot + "-3", "{\"id\":\"host:192.0.2.3\"}"));
    assertThat(client.others()).containsExactly("retry: 2000");
  }

  @Test
  void aFilterSelectsTheDevices() throws Exception {
    server = new TestServer();
    Device idle = TestDevices.printer(1);
    Device running = with(idle, Fact.STATUS, "RUNNING");
    Device host = TestDevices.host(2);
    server.hub.add(idle, host);

    EventClient client = server.events("/events?status=running").until(1);
    server.publish(new DeviceEvent.Appeared(host, false));
    server.publish(new DeviceEvent.Changed(idle, running, false));
    server.publish(new DeviceEvent.Changed(running, running, false));
    server.publish(new DeviceEvent.Changed(running, idle, false));
    server.publish(new DeviceEvent.Departed(idle, idle, DepartureReason.EXPIRED, null, false));
    server.publish(new DeviceEvent.Changed(idle, running, false));

    client.until(5);
    assertThat(client.events().get(0).data()).isEqualTo("[]");
    assertThat(client.names())
        .containsExactly("snapshot", "appeared", "changed", "departed", "appeared");
    assertThat(numbers(client)).containsExactly(0, 2, 3, 4, 6);
  }

  @Test
  void readingsAreSentOnRequest() throws Exception {
    server = new TestServer();
    Device printer = TestDevices.printer(1);
    Device host = TestDevices.host(2);
    server.hub.add(printer, host);

    EventClient asking = server.events("/events?readings=1&kind=printer").until(1);
    EventClient other = server.events("/events?kind=printer").until(1);
    server.publishReading(host);
    server.publishReading(printer);
    asking.until(2);
    server.publish(new DeviceEvent.Changed(printer, printer, false));

    assertThat(asking.until(3).names()).containsExactly("snapshot", "reading", "changed");
    assertThat(asking.events().get(1).data())
        .isEqualTo("{\"fields\":\"[error, id, job, status, temperatures]\"}");
    assertThat(other.until(2).names()).containsExactly("snapshot", "changed");
  }

  @Test
  void onlyTwoValuesAskForReadingsOrNot() throws Exception {
    server = new TestServer();
    assertThat(server.get("/events?readings=yes").statusCode()).isEqualTo(400);
  }

  @Test
  void ignoredDevicesAreSentOnRequest() throws Exception {
    server = new TestServer();
    Device host = TestDevices.host(1);
    Device ignored = with(host, Fact.USER_IGNORED, "true");
    server.hub.add(ignored);

    EventClient listed = server.events().until(1);
    EventClient only = server.events("/events?ignored=true").until(1);
    EventClient all = server.events("/events?ignored=all").until(1);
    server.publish(new DeviceEvent.Changed(ignored, ignored, false));
    server.publish(new DeviceEvent.Changed(ignored, host, false));
    server.publish(new DeviceEvent.Changed(host, ignored, false));

    assertThat(all.until(4).names()).containsExactly("snapshot", "changed", "changed", "changed");
    assertThat(only.until(4).names())
        .containsExactly("snapshot", "changed", "departed", "appeared");
    assertThat(listed.until(3).names()).containsExactly("snapshot", "appeared", "departed");
    assertThat(listed.events().get(0).data()).isEqualTo("[]");
    assertThat(all.events().get(0).data()).isNotEqualTo("[]");
  }

  @Test
  void aFilteredStreamResumes() throws Exception {
    server = new TestServer();
    EventClient first = server.events("/events?kind=printer").until(1);
    server.appear(
        TestDevices.host(1), TestDevices.printer(2), TestDevices.host(3), TestDevices.printer(4));
    String seen = first.until(3).events().get(1).id();

    EventClient second = server.events("/events?kind=printer", "Last-Event-ID", seen).until(1);
    EventClient third = server.events("/events?kind=printer&last_event_id=" + seen).until(1);

    assertThat(second.events()).isEqualTo(first.events().subList(2, 3));
    assertThat(third.events()).isEqualTo(second.events());
  }

  @Test
  void eventsOfOtherDevicesDoNotDelayAFilteredStream() throws Exception {
    server = new TestServer();
    EventClient client = server.events("/events?kind=printer").until(1);

    for (int n = 1; n <= 5_000; n++) {
      server.publish(new DeviceEvent.Appeared(TestDevices.host(n), false));
    }
    server.publish(new DeviceEvent.Appeared(TestDevices.printer(1), false));

    assertThat(numbers(client.until(2))).containsExactly(0, 5_001);
  }

  @Test
  void unknownFiltersAndParametersAreRefused() throws Exception {
    server = new TestServer();

    assertThat(server.get("/events?colour=red"))
        .returns(400, HttpResponse::statusCode)
        .extracting(HttpResponse::body)
        .asString()
        .contains("there is no parameter 'colour'", "last_event_id");
    assertThat(server.get("/events?ignored=maybe").statusCode()).isEqualTo(400);
    assertThat(server.get("/events?limit=1").statusCode()).isEqualTo(400);
    assertThat(server.counters.streams).hasValue(0);
  }

  @Test
  void lastEventIdResumesTheStream() throws Exception {
    server = new TestServer();
    EventClient first = server.events().until(1);
    server.appear(TestDevices.host(1), TestDevices.host(2), TestDevices.host(3));
    String seen = first.until(4).events().get(1).id();

    EventClient second = server.events("/events", "Last-Event-ID", seen).until(2);
    server.appear(TestDevices.host(4));

    assertThat(second.until(3).events()).isEqualTo(first.until(5).events().subList(2, 5));
  }

  @Test
  void anUnknownOrTooOldIdGetsASnapshot() throws Exception {
    server = new TestServer(withBuffer(2), new FakeCodec());
    String old = server.events().until(1).events().get(0).id();
    server.appear(TestDevices.host(1), TestDevices.host(2), TestDevices.host(3));

    for (String id : List.of(old, "other-1", "nonsense", old.replace("-0", "-99"), old + "x")) {
      assertThat(server.events("/events", "Last-Event-ID", id).until(1).events().get(0))
          .returns("snapshot", Event::name)
          .returns(old.replace("-0", "-3"), Event::id);
    }
  }

  @Test
  void anIdleStreamGetsComments() throws Exception {
    server = new TestServer(TestServer.settings(10, Duration.ofSeconds(1)), new FakeCodec());

    EventClient client = server.events().until(1);

    await().untilAsserted(() -> assertThat(client.others()).contains(":"));
    assertThat(client.names()).containsExactly("snapshot");
  }

  @Test
  void aLargeSnapshotArrivesWhole() throws Exception {
    server = new TestServer();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      DeviceId id = DeviceId.of("x", String.format("%04d", i));
      server.hub.add(TestDevices.withId(TestDevices.host(0), id));
      all.append(i == 0 ? "" : ",").append("{\"id\":\"").append(id).append("\"}");
    }

    assertThat(server.events().until(1).events().get(0).data()).isEqualTo("[" + all + "]");
  }

  @Test
  void stalledClientsDelayNoOtherAndGetASnapshot() throws Exception {
    server = new TestServer(withBuffer(1000), padded());
    List<Socket> stalled = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      stalled.add(server.open(STREAM));
    }
    EventClient reader = server.events().until(1);
    await().until(() -> server.counters.streams.get() == 21);

    for (int n = 1; n <= 10_000; n++) {
      server.publish(new DeviceEvent.Appeared(TestDevices.host(n), false));
      if (n % 500 == 0) {
        reader.until(1 + n);
      }
    }

    assertThat(numbers(reader)).isEqualTo(IntStream.rangeClosed(0, 10_000).boxed().toList());
    assertThat(server.get("/health").statusCode()).isEqualTo(200);
    for (Socket socket : stalled) {
      assertThat(goesOn(socket)).isTrue();
      socket.close();
    }
  }

  @Test
  void aStalledClientDoesNotAffectAThousandOthers() throws Exception {
    server = new TestServer();
    List<EventClient> clients = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      clients.add(server.events());
    }
    clients.forEach(client -> client.until(1));
    Socket stalled = server.open(STREAM);
    await().until(() -> server.counters.streams.get() == 1001);

    for (int n = 1; n <= 200; n++) {
      server.publish(new DeviceEvent.Appeared(TestDevices.host(n), false));
    }

    List<Integer> expected = IntStream.rangeClosed(0, 200).boxed().toList();
    for (EventClient client : clients) {
      assertThat(numbers(client.until(201))).isEqualTo(expected);
    }
    stalled.close();
  }

  /** The thread that publishes an event goes on before it is written to all of them. */
  @Test
  void writesToManyStreamsAreLeftToTheTimer() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    server = new TestServer(TestServer.SETTINGS, encoding(threads, Duration.ZERO));
    List<EventClient> clients =
        IntStream.rangeClosed(0, 16).mapToObj(i -> server.events(RUNNING).until(1)).toList();

    server.publish(begins());

    clients.forEach(client -> client.until(2));
    assertThat(threads).doesNotContain(Thread.currentThread().getName());
  }

  /** Also if writing the first one has taken longer than the others would have to follow. */
  @Test
  void eventsThatFollowAreLeftToTheTimer() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    server = new TestServer(TestServer.SETTINGS, encoding(threads, Duration.ofMillis(20)));
    server.events(RUNNING).until(1);

    await()
        .until(
            () -> {
              server.publish(begins());
              server.publish(begins());
              return threads.contains(TestServer.TIMER);
            });
  }

  @Test
  void eventsBetweenSnapshotAndStreamAreNotLost() throws Exception {
    server = new TestServer();
    Thread publisher =
        new Thread(
            () -> IntStream.range(0, 3_000).forEach(n -> server.appear(numbered(n))), "publisher");
    List<EventClient> clients = new ArrayList<>();

    publisher.start();
    while (publisher.isAlive()) {
      clients.add(server.events().until(1));
    }
    publisher.join();

    for (EventClient client : clients) {
      await().until(() -> number(client.events().get(client.count() - 1)) == 3_000);
      List<Event> events = client.events();
      StringBuilder seen = new StringBuilder();
      events.forEach(event -> seen.append(event.data()));
      for (int n = 0; n < 3_000; n++) {
        assertThat(seen.indexOf("\"x:" + String.format("%04d", n) + "\"")).isNotNegative();
      }
      int first = number(events.get(0));
      assertThat(numbers(client)).isEqualTo(IntStream.rangeClosed(first, 3_000).boxed().toList());
    }
  }

  @Test
  void aClosedStreamIsRemoved() throws Exception {
    server = new TestServer(TestServer.settings(10, Duration.ofSeconds(1)), new FakeCodec());
    Socket socket = server.open(STREAM);
    await().until(() -> server.counters.streams.get() == 1);

    socket.close();

    await().until(() -> server.counters.streams.get() == 0);
  }

  @Test
  void streamsBeyondTheLimitAreRefused() throws Exception {
    server = new TestServer();
    server.counters.streams.set(EventsResource.MAX_STREAMS);

    assertThat(server.get("/events").statusCode()).isEqualTo(503);
    assertThat(server.counters.streams).hasValue(EventsResource.MAX_STREAMS);
  }

  /** Reads until a later snapshot and the events after it have arrived. */
  private static boolean goesOn(Socket socket) throws Exception {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    boolean snapshot = false;
    String line = reader.readLine();
    while (line != null) {
      snapshot |= line.equals("event: snapshot");
      if (snapshot && line.matches("id: .*-10000")) {
        return true;
      }
      line = reader.readLine();
    }
    return false;
  }

  private static Device with(Device device, Fact fact, String value) {
    Map<Fact, String> facts = new EnumMap<>(device.facts());
    facts.put(fact, value);
    return device.withFacts(facts);
  }

  private static Settings withBuffer(int events) {
    return TestServer.settings(events, Duration.ofSeconds(60));
  }

  /** Returns a codec whose events have a kilobyte. */
  private static FakeCodec padded() {
    return new FakeCodec() {
      @Override
      public String json(DeviceEvent event) {
        return "{\"pad\":\"" + "x".repeat(1000) + "\"}";
      }
    };
  }

  /** Returns an event that {@link #RUNNING} encodes anew, as a device that appears. */
  private static DeviceEvent begins() {
    Device idle = TestDevices.printer(1);
    return new DeviceEvent.Changed(idle, with(idle, Fact.STATUS, "RUNNING"), false);
  }

  /** Returns a codec that takes some time to encode what a filter makes of an event. */
  private static FakeCodec encoding(Set<String> threads, Duration time) {
    return new FakeCodec() {
      @Override
      public String json(DeviceEvent event) {
        if (event instanceof DeviceEvent.Appeared) {
          threads.add(Thread.currentThread().getName());
          LockSupport.parkNanos(time.toNanos());
        }
        return super.json(event);
      }
    };
  }

  private static Device numbered(int n) {
    return TestDevices.withId(TestDevices.host(0), DeviceId.of("x", String.format("%04d", n)));
  }

  private static List<Integer> numbers(EventClient client) {
    return client.events().stream().map(EventsResourceTest::number).toList();
  }

  private static int number(Event event) {
    return Integer.parseInt(event.id().substring(event.id().indexOf('-') + 1));
  }
}
