// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.redis.connection.RedisUrl.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

  @Test
  void oneServer() {
    RedisUrl address = RedisUrl.parse("redis://nas.local");

    assertThat(address.kind()).isEqualTo(Kind.SERVER);
    assertThat(address.tls()).isFalse();
    assertThat(address.hosts()).hasToString("[nas.local:6379]");
    assertThat(address.database()).isZero();
    assertThat(address.user()).isEmpty();
    assertThat(address.password()).isEmpty();
  }

  @Test
  void userPasswordPortAndDatabase() {
    RedisUrl address = RedisUrl.parse("rediss://kit%40ty:s%3Ae+c@[::1]:6380/12");

    assertThat(address.tls()).isTrue();
    assertThat(address.user()).isEqualTo("kit@ty");
    assertThat(address.password()).isEqualTo("s:e+c");
    assertThat(address.hosts().iterator().next().getHost()).isEqualTo("::1");
    assertThat(address.database()).isEqualTo(12);
  }

  @Test
  void sentinelsAndClusters() {
    RedisUrl sentinels = RedisUrl.parse("redis-sentinel://:pw@one,two:26380/3#mymaster");
    RedisUrl cluster = RedisUrl.parse("rediss-cluster://one:1,two:2,three:3");

    assertThat(sentinels.kind()).isEqualTo(Kind.SENTINEL);
    assertThat(sentinels.hosts()).hasToString("[one:26379, two:26380]");
    assertThat(sentinels.master()).isEqualTo("mymaster");
    assertThat(sentinels.database()).isEqualTo(3);
    assertThat(sentinels.password()).isEqualTo("pw");
    assertThat(cluster.kind()).isEqualTo(Kind.CLUSTER);
    assertThat(cluster.tls()).isTrue();
    assertThat(cluster.hosts()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "redis://u:secret@nas/2, redis://nas:6379/2",
    "rediss-sentinel://u:secret@a:1/0#m, rediss-sentinel://a:1#m"
  })
  void itsTextHoldsNoSecret(String url, String text) {
    assertThat(RedisUrl.parse(url)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://u:secret@nas",
        "redis://u:secret@",
        "redis://u:secret@a,b",
        "redis://u:secret@a:0",
        "redis://u:secret@a:70000",
        "redis://u:secret@a b",
        "redis://u:secret@a/x",
        "redis://u:secret@a#m",
        "redis-sentinel://u:secret@a",
        "redis-cluster://u:secret@a/1"
      })
  void whatIsNoneIsSaidWithoutASecret(String url) {
    assertThatThrownBy(() -> RedisUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the url ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileMayHoldThePassword(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "from the file\n");
    RedisUrl address = RedisUrl.parse("redis://u:other@nas");

    assertThat(RedisCredentials.complete(address, "given", file.toString()).password())
        .isEqualTo("from the file");
    assertThat(RedisCredentials.complete(address, "given", "").password()).isEqualTo("given");
    assertThat(RedisCredentials.complete(address, "", "").password()).isEqualTo("other");
    assertThatThrownBy(
            () -> RedisCredentials.complete(address, "", folder.resolve("none").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password.file");
  }
}
