// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner's token: it grants all rights to everybody who can read its file. It is created at the
 * first start and kept until the file is removed.
 */
public final class AccessToken {

  private static final Logger LOG = LoggerFactory.getLogger(AccessToken.class);

  private static final int MAX_LENGTH = 256;

  /** Long enough not to be guessed, also if a person chose it. */
  private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9._~+/=-]{32," + MAX_LENGTH + "}");

  /** Saves the secret. */
  private interface Storage {
    void save(String secret) throws IOException;
  }

  private final String secret;
  private @Nullable Storage unsaved;
  private boolean failureLogged;

  AccessToken(String secret) {
    this.secret = secret;
  }

  /**
   * Reads the token, or creates one. One that cannot be saved is known to nobody; {@link #persist}
   * retries that.
   *
   * @param onNew called with a token that was created and saved
   */
  public static AccessToken open(Path file, Consumer<String> onNew) {
    try {
      String stored = Files.readString(file).strip();
      if (GOOD.matcher(stored).matches()) {
        if (OwnerFile.protect(file)) {
          LOG.warn("{} was open to others; remove it and restart for a new token", file);
        }
        return new AccessToken(stored);
      }
      LOG.warn("{} has no token of 32 characters or more and is replaced", file);
    } catch (NoSuchFileException e) {
      LOG.debug("There is no token yet", e);
    } catch (IOException e) {
      LOG.warn("Cannot read the token in {} ({}), creating a new one", file, e.toString());
    }
    return create(file, onNew);
  }

  private static AccessToken create(Path file, Consumer<String> onNew) {
    AccessToken created = new AccessToken(RandomSecrets.random());
    created.unsaved =
        secret -> {
          OwnerFile.write(file, secret + "\n");
          LOG.info("A new token for changes over HTTP is in {}", file);
          onNew.accept(secret);
        };
    created.persist();
    return created;
  }

  /**
   * Saves a token that could not be saved before.
   *
   * @return false if it still cannot be saved
   */
  public synchronized boolean persist() {
    if (unsaved != null) {
      try {
        unsaved.save(secret);
        unsaved = null;
      } catch (IOException e) {
        if (!failureLogged) {
          LOG.warn("Cannot keep a token ({}): changes over HTTP need one", e.toString());
        }
        failureLogged = true;
      }
    }
    return unsaved == null;
  }

  /** Returns whether a text is the token, in constant time. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(Hashes.sha256(candidate), Hashes.sha256(secret));
  }

  /** Returns the digest of a text in hexadecimal, with a key that is derived from the token. */
  public String digest(String text) {
    return HexFormat.of().formatHex(Hashes.hmac(Hashes.sha256("session " + secret), text));
  }
}
