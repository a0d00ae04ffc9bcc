// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.HubProcess.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The class-data archive and its data folder: an unusable one never prevents a start. Where only
 * the start of Java matters, it is started with the script's options to print its version.
 */
class ClassDataIT {

  /** Drops root's right to write everywhere. */
  private static final String AS_A_USER =
      "if [ \"$(id -u)\" = 0 ]; then set -- setpriv"
          + " --bounding-set=-dac_override,-dac_read_search \"$@\"; fi; exec \"$@\"";

  private HubProcess hub;

  @BeforeEach
  void prepare() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("class-data");
  }

  @AfterEach
  void close() throws Exception {
    hub.close();
  }

  @Test
  void isUsedByLaterStartsAndNeverPreventsOne() throws Exception {
    assertStarts();
    assertStarts();
    Path archive = archive();
    long size = Files.size(archive);

    Files.delete(archive);
    Files.write(archive, new byte[(int) size]);
    assertStarts();

    Files.write(archive, new byte[10]);
    assertStarts();
    assertThat(archive).as("the archive that was cut off").doesNotExist();

    assertStarts();
    assertThat(archive()).as("a new archive").isNotEmptyFile();
  }

  @Test
  void isOptionalWhereItCannotBeWritten() throws Exception {
    Path folder = Files.createDirectory(hub.data().resolve("cds"));
    Path others = Files.createFile(folder.resolve("others.jsa"));
    allow(folder, "r-xr-xr-x");

    assertStarts();

    assertThat(folder).isDirectoryContaining(others::equals);
    allow(folder, "rwxr-xr-x");
  }

  @Test
  void theDataFolderIsReportedUntilItIsWritable() throws Exception {
    allow(hub.data(), "r-xr-xr-x");

    Run run = start();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output().lines())
        .singleElement()
        .asString()
        .contains(
            hub.data() + " cannot be written by user " + System.getProperty("user.name"),
            "KARAF_DATA");

    allow(hub.data(), "rwxr-xr-x");
    assertStarts();
  }

  @Test
  void devicesAreSavedSoonAfterThatIsPossible() throws Exception {
    Path folder = Files.createDirectory(hub.data().resolve("kitty"));
    allow(folder, "r-xr-xr-x");
    hub.boot("kitty-store, kitty-web, kitty-shell");
    hub.under("sh", "-c", AS_A_USER, "sh").start();
    String store = "the folder " + folder + " may not be written by the user ";
    assertThat(hub.rest().get("/health").body()).contains("degraded", "store: " + store);

    allow(folder, "rwxr-xr-x");

    await("the hub to be well")
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(hub.rest().get("/health").body())
                    .contains("\"status\":\"ok\"", "\"store\":true"));
    await("the token")
        .atMost(Duration.ofSeconds(5))
        .until(() -> Files.exists(folder.resolve("web.token")));
    for (String line : List.of(store, "Cannot keep a token", "the history is not kept")) {
      assertThat(hub.log().lines().filter(each -> each.contains(line))).as(line).hasSize(1);
    }
    assertThat(hub.log()).doesNotContain("\tat ");
  }

  private Run start() throws Exception {
    return hub.run(
        AS_A_USER, Map.of("KITTY_CDS", "true", "JAVA_OPTS", "-version"), "karaf", "server");
  }

  private void assertStarts() throws Exception {
    Run run = start();

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("Runtime Environment");
  }

  private Path archive() throws IOException {
    try (Stream<Path> files = Files.list(hub.data().resolve("cds"))) {
      List<Path> all = files.toList();
      assertThat(all).singleElement().asString().endsWith(".jsa");
      return all.get(0);
    }
  }

  private static void allow(Path folder, String rights) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
  }
}
