// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkedDeviceArrayTest {

  private final FakeCodec codec = new FakeCodec();
  private final List<Device> devices =
      IntStream.range(0, 200).mapToObj(TestDevices::host).collect(Collectors.toList());

  private static String text(ChunkedDeviceArray array) {
    return IntStream.range(0, array.count())
        .mapToObj(i -> new String(array.chunk(i), UTF_8))
        .collect(Collectors.joining());
  }

  @Test
  void chunksOfTheSameDevicesAreReused() {
    ChunkedDeviceArray before = new ChunkedDeviceArray(codec, devices);
    String text = text(before);
    List<Device> now = new ArrayList<>(devices);
    now.set(100, TestDevices.printer(100));
    ChunkedDeviceArray after = new ChunkedDeviceArray(codec, now).reusing(before);

    assertThat(text(after)).isEqualTo(codec.json(now)).isNotEqualTo(text);
    assertThat(after.chunk(0)).isSameAs(before.chunk(0));
    assertThat(after.chunk(1)).isNotSameAs(before.chunk(1));
    assertThat(after.chunk(3)).isSameAs(before.chunk(3));
  }

  @Test
  void anArrayOfAnotherLengthIsEncodedAgain() {
    ChunkedDeviceArray before = new ChunkedDeviceArray(codec, devices);
    text(before);
    List<Device> fewer = devices.subList(0, 64);

    assertThat(text(new ChunkedDeviceArray(codec, fewer).reusing(before)))
        .isEqualTo(codec.json(fewer));
    assertThat(text(new ChunkedDeviceArray(codec, List.of()).reusing(before))).isEqualTo("[]");
    assertThat(text(new ChunkedDeviceArray(codec, devices.subList(0, 199)).reusing(before)))
        .isEqualTo(codec.json(devices.subList(0, 199)));
  }
}
