// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.web.token.OwnerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the sessions: a JSON object with a mark of the owner's token and an array of the
 * sessions, times in epoch seconds. It has no secret. Without it, sessions end with the server.
 */
final class SessionFile {

  private static final Logger LOG = LoggerFactory.getLogger(SessionFile.class);

  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final Path path;
  private final String owner;
  private boolean failureLogged;

  /**
   * @param owner the mark of the owner's token
   */
  SessionFile(Path path, String owner) {
    this.path = path;
    this.owner = owner;
  }

  /** Returns the sessions; none if there is no readable file, or another owner's token. */
  List<Session> read() {
    List<Session> sessions = new ArrayList<>();
    try {
      JsonNode json = mapper.readTree(Files.readAllBytes(path));
      OwnerFile.protect(path);
      if (json.path("owner").asText().equals(owner)) {
        for (JsonNode each : json.path("sessions")) {
          sessions.add(session(each));
        }
      }
      return sessions;
    } catch (NoSuchFileException e) {
      LOG.debug("There are no sessions yet", e);
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} cannot be read, so all sessions have ended ({})", path, e.toString());
    }
    return List.of();
  }

  private static Session session(JsonNode json) {
    String digest = json.path("digest").asText();
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a session without a digest");
    }
    return new Session(
        digest,
        json.path("token").asText(),
        json.path("client").asText(),
        json.path("address").asText(),
        json.path("agent").asText(),
        Instant.ofEpochSecond(json.path("begun").asLong()),
        Instant.ofEpochSecond(json.path("expires").asLong()));
  }

  /** Replaces the stored sessions; the first failure is logged. */
  void write(Collection<Session> sessions) {
    ObjectNode json = mapper.createObjectNode().put("owner", owner);
    var array = json.putArray("sessions");
    for (Session session : sessions) {
      array
          .addObject()
          .put("digest", session.digest())
          .put("token", session.token())
          .put("client", session.client())
          .put("address", session.address())
          .put("agent", session.agent())
          .put("begun", session.begun().getEpochSecond())
          .put("expires", session.expires().getEpochSecond());
    }
    try {
      OwnerFile.write(path, json.toPrettyString() + "\n");
      failureLogged = false;
    } catch (IOException e) {
      if (!failureLogged) {
        LOG.warn("Cannot keep the sessions, which end with the server ({})", e.toString());
      }
      failureLogged = true;
    }
  }
}
