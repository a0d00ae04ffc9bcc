// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which the keys of the printers are, one key store for each serial number; nobody
 * but the owner can read it. A key is made when it is first asked for. It is made by keytool, which
 * is in every Java: the JDK's own classes can make a key, but sign no certificate, and a library
 * that can is of several megabytes.
 */
final class KeyStoreDirectory {

  /**
   * The password of the key stores, which keytool insists on. They are protected by their
   * permissions: a password that lies beside them would add nothing.
   */
  static final String PASSWORD = "changeit";

  private static final Logger LOG = LoggerFactory.getLogger(KeyStoreDirectory.class);
  private static final long PATIENCE_SECONDS = 60;
  private static final int MAX_OUTPUT = 1000;

  private final Path folder;

  KeyStoreDirectory(Path folder) {
    this.folder = folder;
  }

  /**
   * The key store of a printer, which is made if there is none.
   *
   * @throws IOException if it cannot be made; the message says why
   */
  synchronized Path keyStore(String serial) throws IOException {
    Path file = folder.resolve(serial + ".p12");
    if (!Files.exists(file)) {
      make(serial, file);
      LOG.info("Made a key and a certificate for {}: {}", serial, file);
    }
    return file;
  }

  private void make(String serial, Path file) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
    Path workshop = Files.createTempDirectory(folder, "new", attributes("rwx------"));
    Path part = workshop.resolve("keys.p12");
    try {
      keytool(serial, part);
      restrict(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
      Files.deleteIfExists(workshop);
    }
  }

  /** Slicers insist on RSA, and some on suites in which the key encrypts instead of signing. */
  private static void keytool(String serial, Path file) throws IOException {
    ProcessBuilder keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-sigalg",
                    "SHA256withRSA",
                    "-dname",
                    "CN=" + serial,
                    "-ext",
                    "KeyUsage=digitalSignature,keyEncipherment",
                    "-ext",
                    "SubjectAlternativeName=dns:" + serial,
                    "-startdate",
                    "-1d",
                    "-validity",
                    "7300",
                    "-alias",
                    "printer",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true);
    Process process = keytool.start();
    process.getOutputStream().close();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("keytool made no certificate within " + PATIENCE_SECONDS + " s");
      }
      if (process.exitValue() != 0 || !Files.exists(file)) {
        throw new IOException("keytool made no certificate: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void restrict(Path file) throws IOException {
    if (isPosix(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private FileAttribute<?>[] attributes(String permissions) {
    return isPosix(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
