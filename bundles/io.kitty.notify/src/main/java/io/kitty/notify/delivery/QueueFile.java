// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.commons.FileFailures;
import io.kitty.commons.file.DurableFile;
import io.kitty.notify.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for one target, oldest first, and their file, so that they survive a
 * restart and a crash. If the file cannot be written, they wait in memory all the same. Not
 * thread-safe.
 *
 * <p>Each line is a JSON object: a message, or {@code {"done":ID}} once it needs no more attempt.
 * Both are on the medium when the method returns. A line that was not written completely is
 * skipped.
 */
final class QueueFile {

  private static final Logger LOG = LoggerFactory.getLogger(QueueFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_FILE = 64L * 1024 * 1024;
  private static final int MAX_DONE = 256;
  private static final String DONE = "done";

  private static final Set<OpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  private static final Set<OpenOption> REPLACE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);

  /** The bounds of a queue: beyond them the oldest messages are dropped. */
  record Bounds(int messages, int bytes) {}

  private record Waiting(Message message, byte[] line) {}

  private final Path folder;
  private final Path path;
  private final Bounds bounds;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private int bytes;
  private int done;
  private boolean complete = true;
  private String problem = "";

  /**
   * Reads the file; none is as good as an empty one.
   *
   * @param folder the folder of the file; it need not exist
   */
  QueueFile(Path folder, String name, Bounds bounds) {
    this.folder = folder;
    this.path = folder.resolve(name);
    this.bounds = bounds;
    try {
      if (Files.exists(path)) {
        load();
      }
    } catch (IOException e) {
      complete = false;
      LOG.warn("{} cannot be read: {}", path, FileFailures.sentence(path, e));
    }
  }

  private void load() throws IOException {
    if (Files.size(path) > MAX_FILE) {
      throw new IOException("it is too long");
    }
    String content = new String(Files.readAllBytes(path), UTF_8);
    content.lines().forEach(this::parse);
    complete = complete && (content.isEmpty() || content.endsWith("\n"));
  }

  private void parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.has(DONE)) {
        forget(json.path(DONE).asText());
        done++;
      } else {
        remember(MessageJson.read(json));
      }
    } catch (IOException e) {
      complete = false;
      LOG.debug("A line of {} is damaged", path);
    }
  }

  private byte[] remember(Message message) {
    forget(message.id());
    byte[] line = line(MessageJson.write(message));
    waiting.put(message.id(), new Waiting(message, line));
    bytes += line.length;
    return line;
  }

  private void forget(String id) {
    Waiting last = waiting.remove(id);
    bytes -= last == null ? 0 : last.line().length;
  }

  private static byte[] line(JsonNode json) {
    return (json + "\n").getBytes(UTF_8);
  }

  /** Returns the number of messages that wait. */
  int size() {
    return waiting.size();
  }

  /** Returns the messages that wait, oldest first. */
  List<Message> messages() {
    return waiting.values().stream().map(Waiting::message).toList();
  }

  /** Returns the oldest message; null if none waits. */
  @Nullable Message oldest() {
    return waiting.isEmpty() ? null : waiting.values().iterator().next().message();
  }

  /** Returns why the file cannot be written, in a sentence; {@code ""} if it can. */
  String problem() {
    return problem;
  }

  /** Adds a message at the end. */
  void add(Message message) {
    write(remember(message));
  }

  /** Returns whether there are more messages than the bounds allow; one is always allowed. */
  boolean isOverfull() {
    return waiting.size() > 1 && (waiting.size() > bounds.messages() || bytes > bounds.bytes());
  }

  /** Removes a message, which needs no more attempt. */
  void remove(Message message) {
    forget(message.id());
    done++;
    write(line(JsonNodeFactory.instance.objectNode().put(DONE, message.id())));
  }

  private void write(byte[] line) {
    try {
      Files.createDirectories(folder);
      if (waiting.isEmpty()) {
        write(path, new byte[0], REPLACE);
        done = 0;
        complete = true;
      } else if (!complete || done > MAX_DONE) {
        rewrite();
      } else {
        write(path, line, APPEND);
      }
      problem = "";
    } catch (IOException e) {
      complete = false;
      String reason = path + " cannot be written: " + FileFailures.sentence(path, e);
      if (!problem.equals(reason)) {
        LOG.warn("{}; messages would not survive a restart", reason);
      }
      problem = reason;
    }
  }

  /** Replaces the file by one with the waiting messages only. */
  private void rewrite() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream(bytes);
    waiting.values().forEach(each -> content.writeBytes(each.line()));
    DurableFile.write(path, content.toByteArray());
    complete = true;
    done = 0;
  }

  private static void write(Path file, byte[] content, Set<OpenOption> options) throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
