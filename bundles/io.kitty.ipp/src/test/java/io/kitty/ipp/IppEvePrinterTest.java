// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import io.kitty.state.DeviceStatus;
import io.kitty.testkit.FakeContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reader and a printer of another project. */
class IppEvePrinterTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Endpoint HERE = new Endpoint(InetAddress.getLoopbackAddress(), "lo");

  private final FakeContext context = new FakeContext();
  private final IppReader reader = new IppReader(context.http());

  @Test
  void readsAllThatThePrinterSays() throws Exception {
    if (!IppEvePrinter.isPossible()) {
      lack(
          "There is no ippeveprinter, or it cannot run (Debian: cups-ipp-utils, avahi-daemon, dbus)");
    }
    context.http().respond(IppEvePrinterTest::post);
    try (IppEvePrinter printer = new IppEvePrinter()) {
      Sighting idle = ask(printer);
      assertThat(idle.facts()).isEqualTo(Map.of(Fact.STATUS, "IDLE", Fact.MODEL, "Acme Laser 1"));
      assertThat(idle.attributes())
          .hasSize(8)
          .containsEntry("printer-state", "idle")
          .containsEntry("printer-make-and-model", "Acme Laser 1")
          .containsEntry("supply.Black Ink.type", "ink")
          .containsEntry("supply.Black Ink.color", "#000000")
          .containsEntry("supply.Cyan Ink.type", "ink")
          .containsEntry("supply.Cyan Ink.color", "#00FFFF")
          .containsEntry("supply.Waste.type", "waste-ink");
      assertThat(idle.attributes().get("printer-uuid").toString())
          .matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      assertThat(idle.readings())
          .isEqualTo(
              Map.of(
                  "printer-state-message",
                  "Idle.",
                  "queued-job-count",
                  0L,
                  "supply.Black Ink",
                  45L,
                  "supply.Cyan Ink",
                  80L));
      assertThat(idle.state().isEmpty()).isTrue();

      printer.print();
      await("the status of a printer at work")
          .atMost(SOON)
          .until(
              () ->
                  ask(printer).attributes().containsKey("printer-state-reasons")
                      && ask(printer).readings().get("supply.Cyan Ink").equals(79L));
      Sighting working = ask(printer);
      assertThat(working.facts()).containsEntry(Fact.STATUS, DeviceStatus.RUNNING.name());
      assertThat(working.attributes())
          .containsEntry("printer-state", "processing")
          .containsEntry("printer-state-reasons", "media-low-warning");
      assertThat(working.readings())
          .isEqualTo(
              Map.of(
                  "printer-state-message",
                  "Printing.",
                  "queued-job-count",
                  1L,
                  "supply.Black Ink",
                  44L,
                  "supply.Cyan Ink",
                  79L));

      printer.finish();
      await("the end of the job")
          .atMost(SOON)
          .until(() -> ask(printer).attributes().get("printer-state").equals("idle"));
      assertThat(ask(printer).attributes()).doesNotContainKey("printer-state-reasons");
    }
  }

  private Sighting ask(IppEvePrinter printer) {
    StateAnswer answer =
        reader.ask(new PollTarget("printer", HERE, printer.port(), "/ipp/print", Set.of())).join();
    Sighting.Builder sighting = Sighting.of("printer", HERE, SOON).status(answer.status());
    answer.details().accept(sighting);
    return sighting.build();
  }

  private static DeviceResponse post(DeviceRequest request) throws DeviceHttpException {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              new URI("http", null, "127.0.0.1", request.port(), request.path(), null, null)
                  .toURL()
                  .openConnection();
      connection.setDoOutput(true);
      request.headers().forEach(connection::setRequestProperty);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(request.sent());
      }
      byte[] body = connection.getInputStream().readAllBytes();
      return new DeviceResponse(connection.getResponseCode(), Map.of(), body, true, Duration.ZERO);
    } catch (IOException | URISyntaxException e) {
      throw new DeviceHttpException(Reason.UNREACHABLE, e.toString());
    }
  }

  private static void lack(String sentence) {
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      fail(sentence);
    }
    abort(sentence);
  }
}
