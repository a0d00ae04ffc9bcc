// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateEndTest {

  private static final Duration START = Duration.ofMillis(300);

  private final long opened = System.nanoTime();

  private Duration passed() {
    return Duration.ofNanos(System.nanoTime() - opened);
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }
    };
  }

  @Test
  void tellsTheEndAfterTheStart() throws IOException {
    InputStream in = new LateEnd(new ByteArrayInputStream(new byte[] {7}), START);

    assertThat(in.read()).isEqualTo(7);
    assertThat(in.read(new byte[1])).isEqualTo(-1);
    assertThat(passed()).isGreaterThanOrEqualTo(START);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void tellsAFailureAfterTheStart() {
    InputStream in = new LateEnd(failing(new SocketException("closed")), START);

    assertThatThrownBy(in::read).hasMessage("closed");
    assertThat(passed()).isGreaterThanOrEqualTo(START);
  }

  @Test
  void tellsATimeoutAtOnce() {
    InputStream in = new LateEnd(failing(new SocketTimeoutException()), Duration.ofDays(1));

    assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
  }
}
