// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kitty.device.Device;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FakeCodecTest {

  private final FakeCodec codec = new FakeCodec();

  @Test
  void decodesWhatItEncodes() throws Exception {
    for (Device device :
        new Device[] {
          TestDevices.host(1), TestDevices.printer(2), TestDevices.departed(TestDevices.printer(3))
        }) {
      assertThat(codec.decode(codec.encode(device))).isEqualTo(device);
    }
  }

  @Property(tries = 500)
  void rejectsGarbage(@ForAll byte[] garbage) {
    assertThat(catchThrowable(() -> codec.decode(garbage))).isInstanceOf(IOException.class);
  }

  @Test
  void rejectsTruncatedDevices() {
    byte[] whole = codec.encode(TestDevices.printer(1));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      assertThat(catchThrowable(() -> codec.decode(part))).isInstanceOf(IOException.class);
    }
  }
}
