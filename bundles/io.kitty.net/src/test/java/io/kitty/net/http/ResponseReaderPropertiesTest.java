// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.http.DeviceHttpException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ResponseReaderPropertiesTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Property(tries = 200)
  void doesNotDependOnWhereItIsCut(@ForAll @IntRange(min = 1, max = 70) int piece)
      throws DeviceHttpException {
    byte[] bytes =
        (HEAD + "3\r\n<ro\r\n4\r\not/>\r\n0\r\nX: y\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    ResponseReader response = new ResponseReader(1000);

    for (int from = 0; from < bytes.length; from += piece) {
      assertThat(response.ended()).isFalse();
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(from + piece, bytes.length));
      response.read(part, part.length);
    }

    assertThat(response.ended()).isTrue();
    assertThat(response.response(Duration.ZERO).complete()).isTrue();
    assertThat(response.response(Duration.ZERO).text()).isEqualTo("<root/>");
  }

  @Property
  void endsOnceNothingMoreComes(@ForAll boolean head, @ForAll @Size(max = 200) byte[] noise) {
    byte[] start = (head ? HEAD : "").getBytes(StandardCharsets.US_ASCII);
    ResponseReader response = new ResponseReader(1000);
    boolean refused = false;
    try {
      response.read(start, start.length);
      response.read(noise, noise.length);
      response.read(noise, -1);
    } catch (DeviceHttpException e) {
      refused = true;
    }

    assertThat(response.ended()).isNotEqualTo(refused);
  }
}
