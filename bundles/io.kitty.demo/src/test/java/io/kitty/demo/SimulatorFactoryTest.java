// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.demo.network.DemoHarness;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.print.PrintState;
import io.kitty.demo.printer.AnkermakeSimulator;
import io.kitty.demo.printer.BambuSimulator;
import io.kitty.demo.printer.ElegooSimulator;
import io.kitty.demo.printer.FlashforgeSimulator;
import io.kitty.demo.printer.SnapmakerSimulator;
import io.kitty.demo.protocol.BroadcastServerSimulator;
import io.kitty.demo.protocol.MulticastAnnouncerSimulator;
import java.net.DatagramPacket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What machines send, to the byte; most of it is requested over the real loopback. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
class SimulatorFactoryTest {

  private DemoHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new DemoHarness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private ProtocolSimulator simulator(String protocol, String values, PrintState print) {
    return SimulatorFactory.of(protocol, harness.host, DemoHarness.values(values), () -> print);
  }

  @Test
  void aSnapmakerReportsItsStatus() throws Exception {
    harness.start(
        simulator("snapmaker", "{\"name\": \"Mill\", \"model\": \"A350\"}", DemoHarness.PRINTING));

    DatagramPacket answer = harness.request(SnapmakerSimulator.PORT, SnapmakerSimulator.REQUEST);

    assertThat(DemoHarness.text(answer)).isEqualTo("Mill@127.13.38.1|model:A350|status:RUNNING");
    assertThat(answer.getPort()).isEqualTo(SnapmakerSimulator.PORT);
  }

  @Test
  void aSnapmakerWithSacpDoesNot() {
    var values = DemoHarness.values("{\"name\": \"J\", \"model\": \"J1\", \"sacp\": true}");

    assertThat(new SnapmakerSimulator(harness.host, values, () -> PrintState.IDLE).answer())
        .isEqualTo("J@127.13.38.1|model:J1|SACP:1");
  }

  @Test
  void aSnapmakerAnswersTheExactQuestionOnly() throws Exception {
    harness.start(
        simulator("snapmaker", "{\"name\": \"Mill\", \"model\": \"A350\"}", PrintState.IDLE));
    byte[] wrong = "discover\n".getBytes(UTF_8);

    harness.client.send(
        new DatagramPacket(wrong, wrong.length, harness.host.address(), SnapmakerSimulator.PORT));
    harness.request(SnapmakerSimulator.PORT, SnapmakerSimulator.REQUEST);
    harness.client.setSoTimeout(100);

    assertThatThrownBy(harness::receive).hasMessageContaining("timed out");
  }

  @Test
  void aServerSendsItsAddressAndPort() throws Exception {
    harness.start(simulator("server", "{\"port\": 8000}", PrintState.IDLE));

    assertThat(
            DemoHarness.text(
                harness.request(BroadcastServerSimulator.PORT, BroadcastServerSimulator.REQUEST)))
        .isEqualTo("SERVER_IP:127.13.38.1:8000");
  }

  @Test
  void anElegooWithSdcpV1ReportsItsPrint() throws Exception {
    harness.start(
        simulator(
            "elegoo",
            """
            {"protocol": "V1.0.0", "name": "R", "model": "ELEGOO Saturn", "board": "B1", "version": "V1"}
            """,
            DemoHarness.PRINTING));

    var answer =
        DemoHarness.values(
            DemoHarness.text(harness.request(ElegooSimulator.PORT, ElegooSimulator.REQUEST)));

    assertThat(answer.at("/Data/Attributes/MainboardID").asText()).isEqualTo("B1");
    assertThat(answer.at("/Data/Attributes/MainboardIP").asText()).isEqualTo(DemoHarness.ADDRESS);
    assertThat(answer.at("/Data/Status/CurrentStatus").asInt(-1)).isEqualTo(1);
    assertThat(answer.at("/Data/Status/PrintInfo/Status").asInt(-1)).isEqualTo(3);
    assertThat(answer.at("/Data/Status/PrintInfo/CurrentLayer").asInt(-1)).isEqualTo(50);
    assertThat(answer.at("/Data/Status/PrintInfo/TotalLayer").asInt(-1)).isEqualTo(200);
    assertThat(answer.at("/Data/Status/PrintInfo/Filename").asText()).isEqualTo("cube.gcode");
  }

  @Test
  void anElegooWithSdcpV3HasItsFieldsInTheData() {
    var values =
        DemoHarness.values(
            "{\"protocol\": \"V3.0.0\", \"name\": \"C\", \"model\": \"CC\", \"board\": \"B\"}");

    var answer =
        DemoHarness.values(
            new ElegooSimulator(harness.host, values, () -> PrintState.IDLE).answer());

    assertThat(answer.at("/Data/MachineName").asText()).isEqualTo("CC");
    assertThat(answer.at("/Data/BrandName").asText()).isEqualTo("ELEGOO");
    assertThat(answer.at("/Data/Status").isMissingNode()).isTrue();
  }

  @Test
  void anAnkerMakeSendsItsNumber() throws Exception {
    harness.start(
        simulator(
            "ankermake",
            "{\"prefix\": \"EUPRAKM\", \"number\": 42, \"check\": \"ABCDE\"}",
            PrintState.IDLE));

    byte[] answer =
        DemoHarness.bytes(harness.request(AnkermakeSimulator.PORT, AnkermakeSimulator.REQUEST));

    assertThat(answer).hasSize(24).startsWith(0xf1, 0x41, 0x00, 0x14);
    assertThat(new String(answer, 4, 7, UTF_8)).isEqualTo("EUPRAKM");
    assertThat(ByteBuffer.wrap(answer).getInt(12)).isEqualTo(42);
    assertThat(new String(answer, 16, 5, UTF_8)).isEqualTo("ABCDE");
    assertThat(Arrays.copyOfRange(answer, 21, 24)).containsOnly(0);
  }

  @Test
  void aFlashForgeSendsItsFields() {
    var values = DemoHarness.values("{\"name\": \"Five\", \"product\": 36, \"serial\": \"SN1\"}");

    ByteBuffer answer =
        ByteBuffer.wrap(
            new FlashforgeSimulator(harness.host, values, () -> DemoHarness.PRINTING).answer());

    assertThat(answer.capacity()).isEqualTo(276);
    assertThat(answer.getShort(0x84)).isEqualTo((short) 8899);
    assertThat(answer.getShort(0x88)).isEqualTo((short) 0x24);
    assertThat(answer.getShort(0x90)).isEqualTo((short) 1);
    assertThat(new String(answer.array(), 0x92, 4, UTF_8)).isEqualTo("SN1\0");
  }

  @Test
  void aBambuPrinterNamesItsSerialAndBareAddress() {
    var values =
        DemoHarness.values(
            "{\"name\": \"X\", \"model\": \"C12\", \"serial\": \"01P1\", \"signal\": -61}");

    assertThat(new BambuSimulator(harness.host, values).notification())
        .startsWith("NOTIFY * HTTP/1.1\r\n")
        .contains("\r\nLocation: 127.13.38.1\r\n", "\r\nUSN: 01P1\r\n")
        .contains("\r\nDevModel.bambu.com: C12\r\n", "\r\nDevSignal.bambu.com: -61\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void aServiceAnnouncesItselfAsJson() {
    var values = DemoHarness.values("{\"type\": \"T\", \"name\": \"A \\\"B\\\"\", \"port\": 80}");

    assertThat(new MulticastAnnouncerSimulator(harness.host, values).announcement())
        .isEqualTo("{\"type\":\"T\",\"name\":\"A \\\"B\\\"\",\"addr\":\"127.13.38.1:80\"}");
  }

  @Test
  void refusesAnUnknownProtocol() {
    assertThatThrownBy(() -> simulator("morse", "{}", PrintState.IDLE))
        .hasMessageStartingWith("no machine speaks morse");
  }
}
