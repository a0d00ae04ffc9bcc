// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.key.MachineSelector;
import io.kitty.commons.key.Secret;
import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.device.Endpoint;
import io.kitty.http.DeviceHttpException;
import io.kitty.net.http.DestinationPolicy;
import io.kitty.net.http.HttpClient;
import io.kitty.state.DeviceStatus;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.http.LoopbackMachine;
import io.kitty.testkit.http.LoopbackMachine.Reply;
import io.kitty.testkit.http.LoopbackMachine.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real connections: the hub's client, and a server that answers as OctoPrint does. */
@Timeout(60)
class OctoPrintReaderTest {

  private static final String RIGHT = "0123456789ABCDEF";

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client =
      new HttpClient(
          Thread::new,
          new DestinationPolicy(() -> List.of(TestLinks.loopback()), address -> false, Set::of),
          timer);
  private final MachineKeys<Secret> keys = new MachineKeys<>();
  private final OctoPrintReader reader = new OctoPrintReader(client, keys);
  private LoopbackMachine server;
  private Reply job =
      Reply.json(
          200, "{\"job\": {}, \"progress\": {\"completion\": 100.0}, \"state\": \"Operational\"}");

  @BeforeEach
  void listen() throws Exception {
    server = new LoopbackMachine(this::answer);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    timer.shutdownNow();
  }

  private Reply answer(Request request) {
    if (!request.header("X-Api-Key").equals(RIGHT)) {
      return Reply.json(403, "{\"error\": \"You don't have the permission\"}");
    }
    return switch (request.target()) {
      case "/api/printer?exclude=sd" ->
          Reply.json(
              200, "{\"state\": {\"text\": \"Operational\", \"flags\": {\"operational\": true}}}");
      case "/api/job" -> job;
      default -> Reply.json(404, "{}");
    };
  }

  private StateAnswer ask(String key) throws Exception {
    if (!key.isEmpty()) {
      keys.add(
          MachineKey.of(
              Map.of("service.pid", "io.kitty.octoprint~ender"),
              true,
              () -> MachineSelector.of("127.0.0.1", "", server.port()),
              () -> Secret.of("api.key", key, "")));
    }
    PollTarget target =
        new PollTarget("octo", new Endpoint(server.address(), "lo"), server.port(), "", Set.of());
    return reader.ask(target).get(20, TimeUnit.SECONDS);
  }

  @Test
  void asksWithTheKey() throws Exception {
    assertThat(ask(RIGHT).status()).isEqualTo(DeviceStatus.FINISHED);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void isRefusedWithAWrongKey() throws Exception {
    assertThat(ask("FEDCBA9876543210").refused()).isTrue();
    assertThat(server.requests())
        .extracting(Request::target)
        .containsExactly("/api/printer?exclude=sd");
  }

  @Test
  void isRefusedWithoutAKey() throws Exception {
    assertThat(ask("").refused()).isTrue();
    assertThat(server.requests()).extracting(Request::target).containsExactly("/api/version");
  }

  @Test
  void boundsTheAnswer() {
    job = new Reply(200, Map.of(), new byte[100 * 1024]);

    assertThatThrownBy(() -> ask(RIGHT))
        .rootCause()
        .isInstanceOf(DeviceHttpException.class)
        .extracting(failure -> ((DeviceHttpException) failure).reason())
        .isEqualTo(DeviceHttpException.Reason.TOO_LARGE);
  }

  @Test
  void takesNoKeyElsewhere() {
    job = new Reply(302, Map.of("Location", "/elsewhere"), new byte[0]);

    assertThatThrownBy(() -> ask(RIGHT)).rootCause().isInstanceOf(IllegalArgumentException.class);
    assertThat(server.requests()).noneMatch(each -> each.target().equals("/elsewhere"));
  }

  @Test
  void failsWithoutAServer() {
    server.close();

    assertThatThrownBy(() -> ask(RIGHT)).rootCause().isInstanceOf(DeviceHttpException.class);
  }
}
