// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret by which its owner is known: whoever may read the file may do everything. It is made
 * at the first start and kept until the file is removed.
 */
public final class AccessToken {

  private static final Logger LOG = LoggerFactory.getLogger(AccessToken.class);

  private static final int BYTES = 32;
  private static final int MAX_LENGTH = 256;

  /** Long enough not to be guessed, also where a person thought of it. */
  private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9._~+/=-]{32," + MAX_LENGTH + "}");

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final String secret;

  AccessToken(String secret) {
    this.secret = secret;
  }

  /**
   * Reads the token, or makes one where there is none. One that cannot be kept holds until the
   * process ends; nobody can learn it then.
   *
   * @param onNew told a token that was made and kept
   */
  public static AccessToken open(Path file, Consumer<String> onNew) {
    try {
      String kept = Files.readString(file).strip();
      if (GOOD.matcher(kept).matches()) {
        protect(file);
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
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    try {
      keep(file, secret);
      LOG.info("A new token for changes over HTTP is in {}", file);
      onNew.accept(secret);
    } catch (IOException e) {
      LOG.warn("Cannot keep a token in {} ({}): changes over HTTP need one", file, e.toString());
    }
    return new AccessToken(secret);
  }

  /** Nobody else can read the file at any time, and it is never half there. */
  private static void keep(Path file, String secret) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    FileAttribute<?>[] rights =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part", rights);
    try {
      Files.writeString(part, secret + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void protect(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
      LOG.warn("{} was open to others; remove it and restart for a new token", file);
      view.setPermissions(OWNER_ONLY);
    }
  }

  /** Whether somebody knows the token; takes the same time for each wrong one. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(Digests.sha256(candidate), Digests.sha256(secret));
  }

  /** A key that changes with the token, and from which it cannot be told. */
  byte[] key() {
    return Digests.sha256("session " + secret);
  }
}
