// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that starts on what an earlier version has left. */
class UpgradeIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** A folder that a hub of version 0.1.0 wrote at this time, with two hosts found by ping. */
  private static final String DATA = "/data-0.1.0.tar.gz";

  private static final Instant WRITTEN = Instant.parse("2026-11-28T08:36:30Z");
  private static final String NAMED = "host:127.0.9.1";

  /** What was printed when the token was created; only its hash is in the folder. */
  private static final String READER = "dfurYL3XOV0fgAU5mG898KcJxeWhZI7W9rVnArMYE4o";

  @TempDir private Path folder;

  @Test
  void theDataOfTheFirstVersionIsRead() throws Exception {
    Assumptions.hubClock();
    HubClock clock = new HubClock(folder);
    clock.set(Duration.between(Instant.now(), WRITTEN.plusSeconds(60)));
    try (HubProcess hub = HubProcess.prepare("upgrade")) {
      unpack(hub.data());
      String token = Files.readString(hub.data().resolve("kitty/web.token"));
      String slugs = Files.readString(hub.data().resolve("kitty/mqtt-slugs"));
      hub.configure("io.kitty.ping", "subnets", "127.0.9.0/30");

      hub.start(clock.environment());

      JsonNode device = hub.rest().json("/devices/" + encoded(NAMED));
      assertThat(device.path("first_seen").asDouble()).isEqualTo(1795854977.8);
      assertThat(device.path("name").asText()).isEqualTo("Printer of 0.1.0");
      JsonNode user = device.path("user");
      assertThat(user.path("note").asText()).isEqualTo("stands by the window");
      assertThat(user.path("room").asText()).isEqualTo("Attic");
      assertThat(Rest.texts(user.path("tags"))).containsExactly("old", "resin");
      assertThat(hub.rest().each("/devices", "id")).contains(NAMED, "host:127.0.9.2");
      JsonNode history = hub.rest().json("/devices/" + encoded(NAMED) + "/history");
      assertThat(Rest.each(history.path("events"), "event")).contains("appeared", "changed");
      assertThat(hub.rest().sendAs(READER, "GET", "/tokens", "").statusCode()).isEqualTo(403);
      assertThat(hub.rest().send("GET", "/tokens").body()).contains("reader");
      assertThat(hub.data().resolve("kitty/web.token")).hasContent(token);
      assertThat(hub.data().resolve("kitty/mqtt-slugs")).hasContent(slugs);
      assertThat(hub.log()).doesNotContain(" ERROR ", "damaged");
    }
  }

  @Test
  void whatBelongsToAnotherVersionIsRenewed() throws Exception {
    Assumptions.linux();
    try (HubProcess hub = HubProcess.prepare("renew")) {
      hub.start();
      hub.console("feature:uninstall kitty-ssdp");
      hub.console("feature:install kitty-ubiquiti");
      await("both").atMost(SOON).until(() -> !hub.console("feature:list -i").contains("ssdp"));
      hub.stop();
      Path cache = hub.data().resolve("cache");
      Path mark = Files.createFile(cache.resolve("of-this-cache"));
      hub.start();
      assertThat(mark).as("the cache of the same version").exists();
      hub.stop();

      // The first version did not describe itself, and its files named its own bundles.
      Files.delete(hub.data().resolve("installation"));
      String startup = Files.readString(hub.etc().resolve("startup.properties"));
      Files.writeString(hub.etc().resolve("startup.properties"), "mvn:io.kitty/gone/0.1.0 = 5\n");
      String web = Files.readString(hub.etc().resolve("io.kitty.web.cfg"));
      hub.start();

      assertThat(mark).as("the cache of another version").doesNotExist();
      assertThat(hub.etc().resolve("startup.properties")).hasContent(startup);
      assertThat(hub.etc().resolve("startup.properties.old")).content().contains("gone");
      assertThat(hub.etc().resolve("io.kitty.web.cfg")).hasContent(web);
      assertThat(hub.output()).contains("kitty-ssdp had been uninstalled");
      assertThat(hub.configured("io.kitty.ssdp", "enabled")).isEqualTo("false");
      assertThat(hub.rest().json("/health").path("ssdp").asBoolean(true)).isFalse();
      List<String> installed = hub.console("feature:list -i --no-format").lines().toList();
      assertThat(installed).anyMatch(line -> line.startsWith("kitty-ubiquiti"));
    }
  }

  private static void unpack(Path data) throws Exception {
    Path archive = Path.of(UpgradeIT.class.getResource(DATA).toURI());
    int status =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", data.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8);
  }
}
