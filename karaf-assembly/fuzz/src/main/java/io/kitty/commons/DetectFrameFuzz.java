// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import static io.kitty.fuzz.Invariants.check;

import io.kitty.commons.DetectFrame.InvalidFrameException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Frames of the detect protocol, as the hub reads them and as the bind server does. */
public final class DetectFrameFuzz {

  private DetectFrameFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    byte[] text = Arrays.copyOf(input, Math.min(input.length, DetectFrame.MAX_SIZE));
    byte[] decoded = decode(text);
    byte[] read = read(text);
    check(Arrays.equals(decoded, read), "two readers disagree");
    if (decoded != null) {
      byte[] frame = DetectFrame.encode(decoded);
      check(Arrays.equals(frame, Arrays.copyOf(text, frame.length)), "another frame is written");
    }
    if (input.length > 1 && input.length < DetectFrame.MAX_SIZE - 6) {
      check(Arrays.equals(input, decode(DetectFrame.encode(input))), "another text is read");
    }
  }

  private static byte @Nullable [] decode(byte[] bytes) {
    ByteBuffer received = ByteBuffer.allocate(DetectFrame.MAX_SIZE).put(bytes);
    try {
      return DetectFrame.decode(received);
    } catch (InvalidFrameException e) {
      return null;
    }
  }

  private static byte @Nullable [] read(byte[] bytes) {
    try {
      return DetectFrame.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      return null;
    }
  }
}
