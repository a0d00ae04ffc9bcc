// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A service that takes messages over HTTP, and does not always answer as it should. */
final class UnreliableService implements AutoCloseable {
  private static final String THREAD = "unreliable-service";

  /** How it answers a message. */
  enum Answer {
    /** That it has it. */
    ACCEPTED,
    /** That it failed. */
    FAILED,
    /** That there are too many. */
    BUSY,
    /** With nonsense. */
    GARBAGE,
    /** Not at all: it closes the connection. */
    CLOSED,
    /** With a header that has no end. */
    ENDLESS,
    /** At a byte a second. */
    SLOW,
    /** Not at all: it leaves the connection open. */
    SILENT
  }

  /** A message that it received. */
  record Received(String id, JsonNode data, Answer answer) {

    /** Returns the names of the devices that it is about. */
    List<String> names() {
      return data.path("subjects").findValuesAsText("name");
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_HEAD = 10_000;
  private static final int ENDLESS_BYTES = 10_000_000;

  private final Supplier<Answer> answers;
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /**
   * @param answers called for each message
   */
  UnreliableService(Supplier<Answer> answers) throws IOException {
    this.answers = answers;
    SocketTask.start(THREAD, this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Returns what it received, in order, repetitions included. */
  List<Received> received() {
    return List.copyOf(received);
  }

  /** Returns what it said that it has, in order. */
  List<Received> accepted() {
    return received.stream().filter(each -> each.answer() == Answer.ACCEPTED).toList();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      SocketTask.start(THREAD, () -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      JsonNode message = JSON.readTree(in.readNBytes(length(head(in))));
      Answer answer = answers.get();
      received.add(new Received(message.path("id").asText(), message.path("data"), answer));
      answer(answer, client);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < MAX_HEAD && !head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase().startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.replaceFirst(".*: *", "")))
        .findFirst()
        .orElse(0);
  }

  private static void answer(Answer answer, Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    switch (answer) {
      case ACCEPTED -> out.write(head("204 No Content", ""));
      case FAILED -> out.write(head("500 Internal Server Error", ""));
      case BUSY -> out.write(head("429 Too Many Requests", "Retry-After: 1\r\n"));
      case GARBAGE -> out.write("\0\u00ff204 OK\n\n\r\r204".getBytes(ISO_8859_1));
      case CLOSED -> client.close();
      case ENDLESS -> {
        out.write("HTTP/1.1 204 No Content\r\nX: ".getBytes(UTF_8));
        out.write(new byte[ENDLESS_BYTES]);
      }
      case SLOW -> {
        for (byte each : head("204 No Content", "")) {
          out.write(each);
          pause();
        }
      }
      case SILENT -> client.getInputStream().readAllBytes();
    }
  }

  private static byte[] head(String status, String headers) {
    return ("HTTP/1.1 "
            + status
            + "\r\n"
            + headers
            + "Connection: close\r\nContent-Length: 0\r\n\r\n")
        .getBytes(UTF_8);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
