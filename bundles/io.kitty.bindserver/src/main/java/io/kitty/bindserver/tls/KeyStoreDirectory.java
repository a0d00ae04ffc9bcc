// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tls;

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
 * The directory of the printers' key stores, one for each serial number, readable by the owner
 * only. A key is generated on first use, by keytool, which is part of every JDK: the JDK's own
 * classes can generate a key but sign no certificate, and a library that can takes several
 * megabytes.
 */
public final class KeyStoreDirectory {

  /**
   * The password of the key stores, which keytool requires. They are protected by their
   * permissions: a password stored beside them would add nothing.
   */
  public static final String PASSWORD = "changeit";

  private static final Logger LOG = LoggerFactory.getLogger(KeyStoreDirectory.class);
  private static final long TIMEOUT_SECONDS = 60;
  private static final int MAX_OUTPUT = 1000;

  private final Path folder;

  /**
   * @param folder where they are kept; created with the first one
   */
  public KeyStoreDirectory(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the key store of a printer, creating it if absent.
   *
   * @throws IOException if it cannot be created; the message says why
   */
  public synchronized Path keyStore(String serial) throws IOException {
    Path file = folder.resolve(serial + ".p12");
    if (!Files.exists(file)) {
      create(serial, file);
      LOG.info("Generated a key and a certificate for {}: {}", serial, file);
    }
    return file;
  }

  private void create(String serial, Path file) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
    Path temporary = Files.createTempDirectory(folder, "new", attributes("rwx------"));
    Path incomplete = temporary.resolve("keys.p12");
    try {
      keytool(serial, incomplete);
      restrict(incomplete);
      Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(incomplete);
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Slicers require RSA, and some use cipher suites in which the key encrypts instead of signing.
   */
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
      String message = new String(output.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("keytool made no certificate within " + TIMEOUT_SECONDS + " s");
      }
      if (process.exitValue() != 0 || !Files.exists(file)) {
        throw new IOException("keytool made no certificate: " + message);
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
