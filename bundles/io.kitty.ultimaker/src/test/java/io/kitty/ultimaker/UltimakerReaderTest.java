// SPDX-License-Identifier: Apache-2.0
package io.kitty.ultimaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Over real connections: the hub's client, and a server that answers as a printer does. */
@Timeout(60)
class UltimakerReaderTest {

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client =
      new HttpClient(
          Thread::new,
          new DestinationPolicy(() -> List.of(TestLinks.loopback()), address -> false, Set::of),
          timer);
  private final UltimakerReader reader = new UltimakerReader(client);
  private LoopbackMachine printer;
  private Reply job = Reply.json(200, "{\"state\": \"paused\", \"name\": \"cube\"}");

  @BeforeEach
  void listen() throws Exception {
    printer =
        new LoopbackMachine(
            request ->
                switch (request.target()) {
                  case "/api/v1/printer/status" -> Reply.json(200, "\"printing\"");
                  case "/api/v1/print_job" -> job;
                  case "/api/v1/printer" ->
                      Reply.json(200, "{\"bed\": {\"temperature\": {\"current\": 60}}}");
                  default -> Reply.json(404, "{}");
                });
  }

  @AfterEach
  void close() {
    client.close();
    printer.close();
    timer.shutdownNow();
  }

  private StateAnswer ask() throws Exception {
    PollTarget target =
        new PollTarget(
            "printer", new Endpoint(printer.address(), "lo"), printer.port(), "", Set.of());
    return reader.ask(target).get(20, TimeUnit.SECONDS);
  }

  @Test
  void asksAPrinter() throws Exception {
    assertThat(ask().status()).isEqualTo(DeviceStatus.PAUSED);
    assertThat(printer.requests())
        .extracting(LoopbackMachine.Request::target)
        .containsExactly("/api/v1/printer/status", "/api/v1/print_job", "/api/v1/printer");
  }

  @Test
  void boundsTheAnswer() {
    job = new Reply(200, Map.of(), new byte[100 * 1024]);

    assertThatThrownBy(this::ask)
        .rootCause()
        .isInstanceOf(DeviceHttpException.class)
        .extracting(failure -> ((DeviceHttpException) failure).reason())
        .isEqualTo(DeviceHttpException.Reason.TOO_LARGE);
  }

  @Test
  void followsNoRedirection() {
    job = new Reply(302, Map.of("Location", "/elsewhere"), new byte[0]);

    assertThatThrownBy(this::ask).rootCause().isInstanceOf(IllegalArgumentException.class);
    assertThat(printer.requests()).noneMatch(each -> each.target().equals("/elsewhere"));
  }

  @Test
  void failsWithoutAServer() {
    printer.close();

    assertThatThrownBy(this::ask).rootCause().isInstanceOf(DeviceHttpException.class);
  }
}
