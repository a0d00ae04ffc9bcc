// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoginCodesTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochSecond(1_700_000_000));
  private final LoginCodes codes = new LoginCodes(now::get);

  @Test
  void aCodeIsValidOnce() {
    String code = codes.create().secret();

    assertThat(codes.redeem(code)).isTrue();
    assertThat(codes.redeem(code)).isFalse();
    assertThat(codes.redeem("")).isFalse();
  }

  @Test
  void aCodeIsValidForFiveMinutes() {
    LoginCodes.Code code = codes.create();
    LoginCodes.Code later = codes.create();

    now.set(code.expires().minusSeconds(1));
    assertThat(codes.redeem(code.secret())).isTrue();
    now.set(later.expires());
    assertThat(codes.redeem(later.secret())).isFalse();
    assertThat(LoginCodes.LIFETIME).hasMinutes(5);
  }

  @Test
  void codesHave128BitsAndDiffer() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String code = codes.create().secret();
      assertThat(Base64.getUrlDecoder().decode(code)).hasSize(16);
      all.add(code);
    }
    assertThat(all).hasSize(100);
  }

  @Test
  void aCodeIsNotPrinted() {
    LoginCodes.Code code = codes.create();

    assertThat(code.toString()).doesNotContain(code.secret());
  }

  @Test
  void theirNumberIsBounded() {
    String first = codes.create().secret();
    for (int i = 0; i < LoginCodes.MAX_CODES; i++) {
      codes.create();
    }

    assertThat(codes.redeem(first)).isFalse();
  }
}
