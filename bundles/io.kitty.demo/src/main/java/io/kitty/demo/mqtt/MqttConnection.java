// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A client's connection to a printer: its login, one subscription, and the reports (MQTT 3.1.1,
 * OASIS; Doridian/OpenBambuAPI, mqtt.md). It has a thread of its own, which sends a report in each
 * second without a packet of the client.
 */
final class MqttConnection {

  private static final int LOGIN_MILLIS = 10_000;
  private static final int REPORT_MILLIS = 1000;

  private static final String USER = "bblp";
  private static final int MQTT_3_1_1 = 4;
  private static final byte ACCEPTED = 0;
  private static final byte NOT_AUTHORIZED = 5;

  // Flags of CONNECT (§3.1.2.3), and the QoS of PUBLISH (§3.3.1.2).
  private static final int WILL = 0x04;
  private static final int PASSWORD = 0x40;
  private static final int USER_NAME = 0x80;
  private static final int QOS = 0x06;

  private final Socket socket;
  private final DataInputStream in;
  private final String serial;
  private final String code;
  private final BambuReport report;
  private boolean subscribed;

  MqttConnection(Socket socket, String serial, String code, BambuReport report) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.serial = serial;
    this.code = code;
    this.report = report;
  }

  /** Serves the client until it leaves. */
  void run() throws IOException {
    try {
      socket.setSoTimeout(LOGIN_MILLIS);
      if (login(MqttPacket.read(in.readUnsignedByte(), in))) {
        socket.setSoTimeout(REPORT_MILLIS);
        while (step()) {
          // the next packet or report
        }
      }
    } catch (EOFException e) {
      // it has left without DISCONNECT
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("a packet that is too short");
    }
  }

  private boolean login(MqttPacket packet) throws IOException {
    if (packet.type() != MqttPacket.CONNECT
        || !packet.text().equals("MQTT")
        || packet.body().get() != MQTT_3_1_1) {
      throw new ProtocolException("no CONNECT of MQTT 3.1.1");
    }
    int flags = packet.body().get();
    packet.body().getShort(); // keep-alive
    packet.text(); // client identifier
    if ((flags & WILL) != 0) {
      packet.text();
      packet.text();
    }
    String user = (flags & USER_NAME) == 0 ? "" : packet.text();
    String password = (flags & PASSWORD) == 0 ? "" : packet.text();
    boolean known = user.equals(USER) && password.equals(code);
    send(MqttPacket.CONNACK, (byte) 0, known ? ACCEPTED : NOT_AUTHORIZED);
    return known;
  }

  /** Handles the next packet, or sends a report if there is none; false after DISCONNECT. */
  private boolean step() throws IOException {
    int first;
    try {
      first = in.readUnsignedByte();
    } catch (SocketTimeoutException e) {
      publish(report::next);
      return true;
    }
    MqttPacket packet = MqttPacket.read(first, in);
    switch (packet.type()) {
      case MqttPacket.SUBSCRIBE -> subscribe(packet);
      case MqttPacket.PUBLISH -> handle(packet);
      case MqttPacket.PINGREQ -> send(MqttPacket.PINGRESP);
      case MqttPacket.UNSUBSCRIBE -> {
        subscribed = false;
        send(MqttPacket.UNSUBACK, packet.body().get(), packet.body().get());
      }
      case MqttPacket.DISCONNECT -> {
        return false;
      }
      default -> throw new ProtocolException("a packet of type " + packet.type());
    }
    return true;
  }

  /** Firmware ends the connection of a client that subscribes to any other topic. */
  private void subscribe(MqttPacket packet) throws IOException {
    byte[] id = {packet.body().get(), packet.body().get()};
    if (!packet.text().equals("device/" + serial + "/report")) {
      throw new ProtocolException("a subscription to another topic");
    }
    subscribed = true;
    send(MqttPacket.SUBACK, id[0], id[1], (byte) 0);
  }

  private void handle(MqttPacket packet) throws IOException {
    String topic = packet.text();
    if ((packet.flags() & QOS) != 0) {
      send(MqttPacket.PUBACK, packet.body().get(), packet.body().get());
    }
    if (!topic.equals("device/" + serial + "/request")) {
      throw new ProtocolException("a message to another topic");
    }
    if (BambuReport.requestsEverything(packet.rest())) {
      publish(() -> Optional.of(report.everything()));
    }
  }

  private void publish(Supplier<Optional<String>> message) throws IOException {
    if (subscribed) {
      Optional<String> text = message.get();
      if (text.isPresent()) {
        byte[] topic = ("device/" + serial + "/report").getBytes(UTF_8);
        byte[] body = text.get().getBytes(UTF_8);
        send(
            MqttPacket.PUBLISH,
            ByteBuffer.allocate(2 + topic.length + body.length)
                .putShort((short) topic.length)
                .put(topic)
                .put(body)
                .array());
      }
    }
  }

  private void send(int type, byte... body) throws IOException {
    MqttPacket.write(socket.getOutputStream(), type, body);
  }
}
