// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.commons.poll.PollIntervals;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import io.kitty.identifier.DeviceId;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IppProviderTest {

  private static final InetAddress ADDRESS = TestLinks.address("192.0.2.7");
  private static final Source MDNS = new Source("mdns", "device", "mdns", Authority.GENERAL);
  private static final String REMEDY =
      "the access settings of the printer: let this hub ask for its status without a password";

  private final FakeContext context = new FakeContext();

  @BeforeEach
  void start() throws IOException {
    context.links(TestLinks.lan());
    answer(IppMessageBuilder.printer(3, "none").end());
    new IppProvider(new PollIntervals(Duration.ofSeconds(60), Duration.ofSeconds(15), () -> 0.5))
        .start(context);
  }

  private void answer(byte[] body) {
    context.http().respond(request -> response(200, body));
  }

  private static DeviceResponse response(int status, byte[] body) {
    return new DeviceResponse(
        status, Map.of("Content-Type", "application/ipp"), body, true, Duration.ZERO);
  }

  private void present(Service... services) {
    Sighting.Builder sighting =
        Sighting.of("printer", new Endpoint(ADDRESS, "eth0"), Duration.ofHours(1));
    Stream.of(services).forEach(sighting::service);
    Instant now = Instant.EPOCH;
    context.present(
        Device.builder(DeviceId.of("mdns", "printer"), "mdns")
            .addresses(List.of(ADDRESS))
            .evidence(List.of(new Evidence(MDNS, sighting.build(), null, now, now, now, now, true)))
            .build());
    context.advance(Duration.ofSeconds(1));
  }

  private static Service ipp(String rp) {
    return new Service("_ipp._tcp", "Laser", 631, Map.of("rp", rp));
  }

  private static Service ipps(String rp) {
    return new Service("_ipps._tcp", "Laser", 443, Map.of("rp", rp));
  }

  private DeviceRequest request() {
    assertThat(context.http().requests()).hasSize(1);
    return context.http().requests().get(0);
  }

  @Test
  void asksForTheAttributesOfThePrinter() {
    present(ipps("ipp/print"), ipp("ipp/print"));

    assertThat(request()).hasToString("POST http://192.0.2.7:631/ipp/print");
    assertThat(request().headers()).isEqualTo(Map.of("Content-Type", "application/ipp"));
    // the bytes of RFC 8010, section 3
    String start =
        "\1\1\0\13\0\0\0\1"
            + "\1\107\0\22attributes-charset\0\5utf-8"
            + "\110\0\33attributes-natural-language\0\2en"
            + "\105\0\13printer-uri\0\36ipp://192.0.2.7:631/ipp/print"
            + "\104\0\24requested-attributes\0\15printer-state"
            + "\104\0\0\0\25printer-state-reasons";
    assertThat(new String(request().sent(), StandardCharsets.US_ASCII))
        .startsWith(start.replace("\0\36ipp", "\0" + (char) 29 + "ipp"))
        .endsWith("\104\0\0\0\15marker-colors\3");
  }

  @Test
  void asksOverTlsIfThePrinterAnnouncesNothingElse() {
    present(ipps("ipp/print"));

    assertThat(request()).hasToString("POST https://192.0.2.7:443/ipp/print");
    assertThat(new String(request().sent(), StandardCharsets.US_ASCII))
        .contains("ipps://192.0.2.7:443/ipp/print");
    assertThat(context.lastSighting().facts()).containsEntry(Fact.STATUS, "IDLE");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /ipp/print",
    "/, /ipp/print",
    "printers/Laser_1, /printers/Laser_1",
    "a b, /ipp/print"
  })
  void asksAtTheAnnouncedPath(String rp, String path) {
    present(ipp(rp));

    assertThat(request().path()).isEqualTo(path);
  }

  @Test
  void upgradesToTlsOnRequest() throws IOException {
    byte[] idle = IppMessageBuilder.printer(3, "none").end();
    context
        .http()
        .respond(request -> request.secure() ? response(200, idle) : response(426, new byte[0]));
    present(ipp("ipp/print"));

    assertThat(context.http().requests())
        .extracting(DeviceRequest::toString)
        .containsExactly(
            "POST http://192.0.2.7:631/ipp/print", "POST https://192.0.2.7:631/ipp/print");
    assertThat(context.lastSighting().facts()).containsEntry(Fact.STATUS, "IDLE");

    context.http().respond(request -> response(426, new byte[0]));
    context.advance(Duration.ofSeconds(60));
    assertThat(context.http().requests()).as("not again and again").hasSize(4);
    assertThat(context.counters()).containsEntry("unanswered", 1L);
  }

  @Test
  void reportsWhatThePrinterSays() throws IOException {
    answer(
        IppMessageBuilder.printer(4, "media-low-warning", "toner-low-report")
            .text(Tag.TEXT, "printer-state-message", "Printing.")
            .text(Tag.TEXT, "printer-make-and-model", "Acme Laser 1")
            .text(Tag.URI, "printer-uuid", "urn:uuid:f119f7ed-31f1-3647-5d3d-79b700c9950a")
            .integer(Tag.INTEGER, "queued-job-count", 2)
            .texts(Tag.NAME, "marker-names", "Black", "Cyan", "Cyan", "")
            .integer(Tag.INTEGER, "marker-levels", 45, 0, -2, 101)
            .texts(Tag.KEYWORD, "marker-types", "toner", "toner", "", "waste-toner")
            .texts(Tag.NAME, "marker-colors", "#000000", "#00FFFF", "none", "")
            .end());
    present(ipp("ipp/print"));

    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo("printer");
    assertThat(sighting.facts())
        .isEqualTo(Map.of(Fact.STATUS, "RUNNING", Fact.MODEL, "Acme Laser 1"));
    assertThat(sighting.attributes())
        .isEqualTo(
            Map.of(
                "printer-state",
                "processing",
                "printer-state-reasons",
                "media-low-warning toner-low-report",
                "printer-make-and-model",
                "Acme Laser 1",
                "printer-uuid",
                "urn:uuid:f119f7ed-31f1-3647-5d3d-79b700c9950a",
                "supply.Black.type",
                "toner",
                "supply.Black.color",
                "#000000",
                "supply.Cyan.type",
                "toner",
                "supply.Cyan.color",
                "#00FFFF",
                "supply.4.type",
                "waste-toner"));
    assertThat(sighting.readings())
        .isEqualTo(
            Map.of(
                "printer-state-message",
                "Printing.",
                "queued-job-count",
                2L,
                "supply.Black",
                45L,
                "supply.Cyan",
                0L));
    assertThat(sighting.state()).isEqualTo(MachineState.UNKNOWN);
    assertThat(sighting.lifetime()).as("at work").isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void aStoppedPrinterHasAnError() throws IOException {
    answer(
        IppMessageBuilder.printer(
                5, "toner-low-warning", "media-jam-error", "cover-open", "spool-area-full-report")
            .text(Tag.TEXT, "printer-state-message", "Clear the jam")
            .end());
    present(ipp("ipp/print"));

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.STATUS, "ERROR"));
    assertThat(context.lastSighting().state().error())
        .isEqualTo(new MachineError("media-jam-error cover-open", "Clear the jam"));
  }

  @Test
  void aPausedPrinterHasNone() throws IOException {
    answer(
        IppMessageBuilder.printer(5, "paused")
            .text(Tag.TEXT, "printer-state-message", "Paused")
            .end());
    present(ipp("ipp/print"));

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.STATUS, "PAUSED"));
    assertThat(context.lastSighting().state()).isEqualTo(MachineState.UNKNOWN);
  }

  @Test
  void aStateThatIsNotKnownIsNoStatus() throws IOException {
    answer(IppMessageBuilder.printer(9).end());
    present(ipp("ipp/print"));

    assertThat(context.lastSighting().facts()).isEmpty();
    assertThat(context.lastSighting().attributes()).containsEntry("printer-state", "9");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aPrinterThatRefusesOverHttpNeedsAKey(int status) {
    context.http().respond(request -> response(status, new byte[0]));
    present(ipp("ipp/print"));

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.NEEDS_KEY, REMEDY));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0401, 0x0402, 0x0403})
  void aPrinterThatRefusesOverIppNeedsAKey(int status) throws IOException {
    answer(IppMessageBuilder.response(status).end());
    present(ipp("ipp/print"));

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.NEEDS_KEY, REMEDY));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0406, 0x0500, 0x0503})
  void anErrorIsNoStatus(int status) throws IOException {
    answer(
        IppMessageBuilder.response(status)
            .group(Tag.PRINTER_ATTRIBUTES)
            .integer(Tag.ENUM, "printer-state", 3)
            .end());
    present(ipp("ipp/print"));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("unanswered", 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "HTTP/1.0 200 OK"})
  void otherAnswersAreNoStatus(String body) {
    answer(body.getBytes(StandardCharsets.UTF_8));
    present(ipp("ipp/print"));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("unanswered", 1L);
  }
}
