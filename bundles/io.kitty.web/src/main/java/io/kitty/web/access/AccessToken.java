// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret by which its owner is known: whoever may read the file may do everything. It is made
 * at the first start and kept until the file is removed.
 */
public final class AccessToken {

  private static final Logger LOG = LoggerFactory.getLogger(AccessToken.class);

  private static final int MAX_LENGTH = 256;

  /** Long enough not to be guessed, also where a person thought of it. */
  private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9._~+/=-]{32," + MAX_LENGTH + "}");

  /** Writes the secret to where its owner finds it. */
  private interface Place {
    void put(String secret) throws IOException;
  }

  private final String secret;
  private @Nullable Place wanted;
  private boolean told;

  AccessToken(String secret) {
    this.secret = secret;
  }

  /**
   * Reads the token, or makes one where there is none. Nobody can learn one that cannot be kept:
   * {@link #keep} tries that again.
   *
   * @param onNew told a token that was made and kept
   */
  public static AccessToken open(Path file, Consumer<String> onNew) {
    try {
      String kept = Files.readString(file).strip();
      if (GOOD.matcher(kept).matches()) {
        if (OwnerFile.protect(file)) {
          LOG.warn("{} was open to others; remove it and restart for a new token", file);
        }
        return new AccessToken(kept);
      }
      LOG.warn("{} has no token of 32 characters or more, and gets a new one", file);
    } catch (NoSuchFileException e) {
      LOG.debug("There is no token yet", e);
    } catch (IOException e) {
      LOG.warn("Cannot read the token in {} ({}), and make a new one", file, e.toString());
    }
    return create(file, onNew);
  }

  private static AccessToken create(Path file, Consumer<String> onNew) {
    AccessToken made = new AccessToken(RandomSecrets.random());
    made.wanted =
        secret -> {
          OwnerFile.write(file, secret + "\n");
          LOG.info("A new token for changes over HTTP is in {}", file);
          onNew.accept(secret);
        };
    made.keep();
    return made;
  }

  /** Keeps a token that could not be kept so far; false if it still cannot. */
  public synchronized boolean keep() {
    if (wanted != null) {
      try {
        wanted.put(secret);
        wanted = null;
      } catch (IOException e) {
        if (!told) {
          LOG.warn("Cannot keep a token ({}): changes over HTTP need one", e.toString());
        }
        told = true;
      }
    }
    return wanted == null;
  }

  /** Whether somebody knows the token; takes the same time for each wrong one. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(Hashes.sha256(candidate), Hashes.sha256(secret));
  }

  /** A key that changes with the token, and from which it cannot be told. */
  byte[] key() {
    return Hashes.sha256("session " + secret);
  }
}
