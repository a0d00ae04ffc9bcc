// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
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
  private final AtomicLong clock = new AtomicLong(1_000_000);
  private Sessions sessions;

  @BeforeEach
  void begin() {
    sessions = sessions("token");
  }

  @Test
  void aSessionHoldsForAWeek() {
    String session = sessions.issue(CLIENT);

    assertThat(sessions.valid(session, CLIENT)).isTrue();
    clock.addAndGet(Sessions.LIFETIME.toSeconds() - 1);
    assertThat(sessions.valid(session, CLIENT)).isTrue();
    clock.incrementAndGet();
    assertThat(sessions.valid(session, CLIENT)).isFalse();
  }

  @Test
  void aSessionIsGoodForItsClientOnly() {
    String session = sessions.issue("127.0.0.1 1000");

    assertThat(sessions.valid(session, "127.0.0.1 1000")).isTrue();
    assertThat(sessions.valid(session, "127.0.0.1 1001")).isFalse();
    assertThat(sessions.valid(session, "127.0.0.1")).isFalse();
  }

  @Test
  void anotherTokenEndsIt() throws IOException {
    String session = sessions.issue(CLIENT);

    assertThat(sessions("token").valid(session, CLIENT)).isTrue();
    Files.delete(folder.resolve("token"));
    assertThat(sessions("token").valid(session, CLIENT)).isFalse();
  }

  @Test
  void aLaterExpiryIsNotBelieved() {
    String session = sessions.issue(CLIENT);

    assertThat(sessions.valid("9" + session, CLIENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1", "1.", "-1.x", "x.y", "99999999999999999999.x", "1.\u0000"})
  void whatIsNoSessionIsRefused(String text) {
    assertThat(sessions.valid(text, CLIENT)).isFalse();
  }

  @Property
  boolean noTextIsASession(@ForAll String text) {
    return !new Sessions(new AccessToken("secret"), () -> 0).valid(text, CLIENT);
  }

  private Sessions sessions(String file) {
    return new Sessions(AccessToken.open(folder.resolve(file), made -> {}), clock::get);
  }
}
