// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.announce.AnnouncementMeter;
import io.kitty.multicast.Meter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.parsing.DefaultParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The commands in Karaf's own console, without a container around it. */
class CommandsTest {

  private final ThreadIOImpl io = new ThreadIOImpl();
  private final SessionFactoryImpl factory = new SessionFactoryImpl(io);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Session session =
      factory.create(
          new ByteArrayInputStream(new byte[0]),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(out, true, StandardCharsets.UTF_8));
  private final Meter listener = new Meter("listener", () -> 3, System::nanoTime);
  private final Meter oven = new Meter("oven\u001b[31m", () -> 0, System::nanoTime);

  @BeforeEach
  void start() {
    io.start();
    factory.register(framework());
    ManagerImpl manager = new ManagerImpl(factory, factory);
    manager.register(MeterCompleter.class);
    manager.register(MulticastCommand.class);
    manager.register(MulticastResetCommand.class);
  }

  /** A framework that knows of one service, by the name of listener. */
  private static BundleContext framework() {
    ServiceReference<?> service = proxy(ServiceReference.class, "getProperty", "listener");
    return proxy(BundleContext.class, "getServiceReferences", List.of(service));
  }

  /** Does one thing only, beside being an object. */
  private static <T> T proxy(Class<T> type, String name, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> 1;
                  case "equals" -> self == arguments[0];
                  default -> method.getName().equals(name) ? answer : null;
                }));
  }

  private void register(AnnouncementMeter... meters) {
    for (AnnouncementMeter meter : meters) {
      factory.register(meter);
    }
    listener.received(100);
    oven.sent(7);
  }

  @AfterEach
  void stop() {
    session.close();
    factory.stop();
    io.stop();
  }

  private String run(String line) throws Exception {
    out.reset();
    session.execute(line);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void showsWhatIsSentAndHeard() throws Exception {
    register(oven, listener);

    assertThat(run("kitty:multicast").lines().skip(2).map(row -> row.replaceAll("\\s", "")))
        .hasSize(2)
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("listener||0|1|0|3"),
            row -> assertThat(row).isEqualTo("oven[31m||1|0|0|0"));
  }

  @Test
  void showsTheSameAsJson() throws Exception {
    register(listener);

    JsonNode all = new ObjectMapper().readTree(run("kitty:multicast --json"));

    assertThat(all).hasSize(1);
    assertThat(all.get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "packets_sent",
            "packets_received",
            "bytes_sent",
            "bytes_received",
            "errors",
            "active_services",
            "uptime_seconds",
            "packets_per_second");
    assertThat(all.get(0).path("packets_received").asInt()).isEqualTo(1);
  }

  @Test
  void saysWhereToLookIfNobodyIsThere() throws Exception {
    assertThat(run("kitty:multicast")).contains("kitty:protocols says why");
    assertThat(run("kitty:multicast --json").strip()).isEqualTo("[]");
  }

  @Test
  void resetsOneOrAll() throws Exception {
    register(listener, oven);

    assertThat(run("kitty:multicast-reset listener").strip()).isEqualTo("Reset listener");
    assertThat(listener.metrics().packetsReceived()).isZero();
    assertThat(oven.metrics().packetsSent()).isEqualTo(1);

    assertThat(run("kitty:multicast-reset --json")).contains("{\"reset\":[\"listener\",\"oven");
    assertThat(oven.metrics().packetsSent()).isZero();
  }

  @Test
  void namesWhomItDoesNotKnow() {
    register(listener);

    assertThat(catchThrowable(() -> run("kitty:multicast-reset cat")))
        .hasMessage("Nobody announces or listens by the name cat.");
  }

  @Test
  void offersTheNames() {
    List<String> candidates = new ArrayList<>();
    String line = "kitty:multicast-reset l";

    factory
        .getCommand("kitty", "multicast-reset")
        .getCompleter(false)
        .complete(session, new DefaultParser().parse(session, line, line.length()), candidates);

    assertThat(candidates).extracting(String::strip).containsExactly("listener");
  }
}
