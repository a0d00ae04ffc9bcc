// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kitty.web.token.AccessToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {

  private static final String CLIENT = "192.0.2.7";

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochSecond(1_700_000_000));
  private Sessions sessions;

  @BeforeEach
  void begin() {
    sessions = open();
  }

  @Test
  void aSessionIsValidForAWeek() {
    String secret = begin(CLIENT);

    assertThat(valid(secret)).isTrue();
    advance(Sessions.LIFETIME.minusSeconds(1));
    assertThat(valid(secret)).isTrue();
    advance(Duration.ofSeconds(1));
    assertThat(valid(secret)).isFalse();
    assertThat(sessions.list()).isEmpty();
  }

  @Test
  void aSessionIsRenewedAtMostOnceADay() {
    String secret = begin(CLIENT);
    Session session = sessions.find(secret, () -> CLIENT).orElseThrow();

    assertThat(sessions.renew(session)).isFalse();
    advance(Duration.ofDays(6));
    assertThat(sessions.renew(session)).isTrue();
    advance(Duration.ofDays(6));
    assertThat(valid(secret)).isTrue();

    sessions.end(session.id());
    assertThat(sessions.renew(session)).isFalse();
  }

  @Test
  void aSessionIsValidForItsClientOnly() {
    String secret = begin("127.0.0.1 1000");

    assertThat(sessions.find(secret, () -> "127.0.0.1 1000")).isPresent();
    assertThat(sessions.find(secret, () -> "127.0.0.1 1001")).isEmpty();
    assertThat(sessions.find(secret, () -> "127.0.0.1")).isEmpty();
  }

  @Test
  void anUnknownSessionCausesNoLookup() {
    assertThat(
            sessions.find(
                "x".repeat(43),
                () -> {
                  throw new AssertionError("looked for");
                }))
        .isEmpty();
  }

  @Test
  void sessionsAreListedAndEnded() {
    String first = begin(CLIENT);
    advance(Duration.ofMinutes(1));
    sessions.begin(
        "0123456789abcdef", CLIENT, "192.0.2.8", "Browser\u202e\u0007 1" + "x".repeat(500));

    assertThat(sessions.list()).extracting(Session::token).containsExactly("0123456789abcdef", "");
    Session newest = sessions.list().get(0);
    assertThat(newest.address()).isEqualTo("192.0.2.8");
    assertThat(newest.agent()).startsWith("Browser 1xxx").hasSize(Sessions.MAX_AGENT);
    assertThat(newest.begun()).isEqualTo(now.get());

    assertThat(sessions.end(sessions.list().get(1).id())).isTrue();
    assertThat(valid(first)).isFalse();
    assertThat(sessions.list()).containsExactly(newest);
    assertThat(sessions.end("0000000000000000")).isFalse();
  }

  @Test
  void sessionsSurviveARestartAndTheFileHasNoSecret() throws IOException {
    String secret = begin(CLIENT);

    Path file = folder.resolve("web-sessions.json");
    assertThat(Files.readString(file)).contains(CLIENT).doesNotContain(secret);
    assertThat(sessions.list().toString()).doesNotContain(secret);
    sessions = open();

    assertThat(valid(secret)).isTrue();
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX files");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aNewOwnersTokenEndsThem() throws IOException {
    String secret = begin(CLIENT);

    Files.delete(folder.resolve("token"));
    sessions = open();

    assertThat(valid(secret)).isFalse();
    assertThat(sessions.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"owner\":1}", "{\"sessions\":[{}]}"})
  void aDamagedFileEndsThem(String text) throws IOException {
    String secret = begin(CLIENT);

    Files.writeString(folder.resolve("web-sessions.json"), text);
    sessions = open();

    assertThat(valid(secret)).isFalse();
    assertThat(valid(begin(CLIENT))).isTrue();
  }

  @Test
  void theirNumberIsBounded() {
    String first = begin(CLIENT);
    String second = begin(CLIENT);
    for (int i = 2; i < Sessions.MAX_SESSIONS; i++) {
      begin(CLIENT);
    }
    assertThat(valid(first)).isTrue();
    begin(CLIENT);

    assertThat(sessions.list()).hasSize(Sessions.MAX_SESSIONS);
    assertThat(valid(first)).isTrue();
    assertThat(valid(second)).isFalse();
  }

  @Test
  void aNamedTokenEndsNoSessionsOfOthers() {
    String owners = begin(CLIENT);
    String first = sessions.begin("0123456789abcdef", CLIENT, CLIENT, "");
    for (int i = 0; i < Sessions.MAX_SESSIONS; i++) {
      sessions.begin("0123456789abcdef", CLIENT, CLIENT, "");
    }

    assertThat(valid(owners)).isTrue();
    assertThat(valid(first)).isFalse();
    assertThat(sessions.list()).hasSize(1 + Sessions.MAX_OF_TOKEN);
  }

  @Test
  void withoutAFileTheyLastAsLongAsTheServer() throws IOException {
    Path noFolder = Files.writeString(folder.resolve("file"), "");
    sessions = new Sessions(noFolder.resolve("sessions.json"), token(), now::get);

    assertThat(valid(begin(CLIENT))).isTrue();
  }

  @Property
  boolean noTextIsASession(@ForAll String text) {
    return new Sessions(Path.of("/nowhere/sessions.json"), token("/nowhere/token"), Instant::now)
        .find(text, () -> CLIENT)
        .isEmpty();
  }

  private String begin(String client) {
    return sessions.begin("", client, client, "");
  }

  private boolean valid(String secret) {
    return sessions.find(secret, () -> CLIENT).isPresent();
  }

  private void advance(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private Sessions open() {
    return new Sessions(folder.resolve("web-sessions.json"), token(), now::get);
  }

  private AccessToken token() {
    return token(folder.resolve("token").toString());
  }

  private static AccessToken token(String file) {
    return AccessToken.open(Path.of(file), made -> {});
  }
}
