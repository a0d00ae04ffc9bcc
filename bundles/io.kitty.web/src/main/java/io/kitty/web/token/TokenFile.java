// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.hub.AccessTokens.Scope;
import io.kitty.hub.AccessTokens.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the named tokens: a JSON array of {@code name}, {@code scope}, {@code created} and
 * {@code expires} in epoch seconds, and {@code sha256}, the digest of the secret. If it cannot be
 * read, no named token is accepted and the file is left as it is.
 */
final class TokenFile {

  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final Path path;
  private boolean readable = true;

  TokenFile(Path path) {
    this.path = path;
  }

  /** Returns the tokens by name; empty if there is no file or it cannot be read. */
  SortedMap<String, StoredToken> read() {
    SortedMap<String, StoredToken> tokens = new TreeMap<>();
    try {
      JsonNode array = mapper.readTree(Files.readAllBytes(path));
      if (!array.isArray()) {
        throw new IOException("no list of tokens");
      }
      for (JsonNode each : array) {
        StoredToken stored = token(each);
        tokens.put(stored.token().name(), stored);
      }
      if (OwnerFile.protect(path)) {
        LOG.warn("{} was open to others; it holds no secrets, and is protected now", path);
      }
      return tokens;
    } catch (NoSuchFileException e) {
      LOG.debug("There are no named tokens yet", e);
    } catch (IOException | RuntimeException e) {
      readable = false;
      LOG.warn(
          "{} cannot be read, so no named token is accepted; mend or remove it and restart",
          path,
          e);
    }
    return new TreeMap<>();
  }

  private static StoredToken token(JsonNode json) {
    String digest = json.path("sha256").asText();
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a digest: " + json.path("name"));
    }
    return new StoredToken(
        new Token(
            json.required("name").asText(),
            Scope.valueOf(json.path("scope").asText().toUpperCase(Locale.ROOT)),
            Instant.ofEpochSecond(json.path("created").asLong()),
            expires(json)),
        digest);
  }

  private static @Nullable Instant expires(JsonNode json) {
    return json.hasNonNull("expires")
        ? Instant.ofEpochSecond(json.path("expires").longValue())
        : null;
  }

  /**
   * Replaces the stored tokens.
   *
   * @throws IOException if that failed; the file is then unchanged
   */
  void write(Collection<StoredToken> tokens) throws IOException {
    if (!readable) {
      throw new IOException(path + " cannot be read; mend or remove it and restart the hub");
    }
    ArrayNode array = mapper.createArrayNode();
    for (StoredToken stored : tokens) {
      Token token = stored.token();
      ObjectNode json = array.addObject();
      json.put("name", token.name());
      json.put("scope", token.scope().name().toLowerCase(Locale.ROOT));
      json.put("created", token.created().getEpochSecond());
      Instant expires = token.expires();
      if (expires != null) {
        json.put("expires", expires.getEpochSecond());
      }
      json.put("sha256", stored.digest());
    }
    OwnerFile.write(path, array.toPrettyString() + "\n");
  }
}
