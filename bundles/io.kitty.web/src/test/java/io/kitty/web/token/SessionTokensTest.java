// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

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

class SessionTokensTest {

  private static final String CLIENT = "192.0.2.7";

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong(1_000_000);
  private SessionTokens sessions;

  @BeforeEach
  void begin() {
    sessions = sessions("token");
  }

  @Test
  void aSessionIsValidForAWeek() {
    String session = sessions.issue("", CLIENT);

    assertThat(sessions.token(session, () -> CLIENT)).hasValue("");
    clock.addAndGet(SessionTokens.LIFETIME.toSeconds() - 1);
    assertThat(sessions.token(session, () -> CLIENT)).hasValue("");
    clock.incrementAndGet();
    assertThat(sessions.token(session, () -> CLIENT)).isEmpty();
  }

  @Test
  void aSessionIsValidForItsClientOnly() {
    String session = sessions.issue("", "127.0.0.1 1000");

    assertThat(sessions.token(session, () -> "127.0.0.1 1000")).hasValue("");
    assertThat(sessions.token(session, () -> "127.0.0.1 1001")).isEmpty();
    assertThat(sessions.token(session, () -> "127.0.0.1")).isEmpty();
  }

  @Test
  void aSessionHasTheIdOfItsNamedToken() {
    String session = sessions.issue("0123456789abcdef", CLIENT);

    assertThat(sessions.token(session, () -> CLIENT)).hasValue("0123456789abcdef");
    assertThat(sessions.token(session.replace("0123456789abcdef", ""), () -> CLIENT)).isEmpty();
    assertThat(sessions.token(session.replace("abc", "abd"), () -> CLIENT)).isEmpty();
  }

  @Test
  void aForgedSessionCausesNoLookup() {
    String forged = sessions("other").issue("", CLIENT);

    assertThat(
            sessions.token(
                forged,
                () -> {
                  throw new AssertionError("looked for");
                }))
        .isEmpty();
  }

  @Test
  void aNewOwnersTokenEndsIt() throws IOException {
    String session = sessions.issue("", CLIENT);

    assertThat(sessions("token").token(session, () -> CLIENT)).hasValue("");
    Files.delete(folder.resolve("token"));
    assertThat(sessions("token").token(session, () -> CLIENT)).isEmpty();
  }

  @Test
  void aChangedExpiryIsRefused() {
    String session = sessions.issue("", CLIENT);

    assertThat(sessions.token("9" + session, () -> CLIENT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1",
        "1.",
        "-1.x",
        "x.y",
        "99999999999999999999.x",
        "1.\u0000",
        "1..",
        "1..x"
      })
  void invalidSessionsAreRefused(String text) {
    assertThat(sessions.token(text, () -> CLIENT)).isEmpty();
  }

  @Property
  boolean noTextIsASession(@ForAll String text) {
    return new SessionTokens(new AccessToken("secret"), () -> 0)
        .token(text, () -> CLIENT)
        .isEmpty();
  }

  private SessionTokens sessions(String file) {
    return new SessionTokens(AccessToken.open(folder.resolve(file), made -> {}), clock::get);
  }
}
