// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Generates malformed payloads from valid ones; deterministic for a given seed. */
public final class PayloadFuzzer {

  /** The largest payload of UDP over IPv4. */
  private static final int MAX_PAYLOAD = 65_507;

  private final Random random;
  private final List<byte[]> samples;

  public PayloadFuzzer(long seed, List<byte[]> samples) {
    this.random = new Random(seed);
    this.samples = samples;
  }

  /** Returns a mutated payload. */
  public byte[] next() {
    byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
    for (int rounds = 1 + random.nextInt(3); rounds > 0; rounds--) {
      bytes = mutate(bytes);
    }
    return bytes.length <= MAX_PAYLOAD ? bytes : Arrays.copyOf(bytes, MAX_PAYLOAD);
  }

  private byte[] mutate(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> Arrays.copyOfRange(bytes, at, bytes.length);
      case 2 -> flipped(bytes);
      case 3 -> join(Arrays.copyOf(bytes, at), noise(random.nextInt(64)), tail(bytes, at));
      case 4 -> join(bytes, tail(bytes, at));
      case 5 -> noise(random.nextInt(1500));
      default -> renumbered(bytes);
    };
  }

  private byte[] flipped(byte[] bytes) {
    for (int times = random.nextInt(8); times >= 0 && bytes.length > 0; times--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Replaces all digits: serial numbers, UUIDs, ports and lengths. */
  private byte[] renumbered(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        bytes[i] = (byte) ('0' + random.nextInt(10));
      }
    }
    return bytes;
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /**
   * Returns payloads of maximum size: noise, one repeated byte, one repeated line, the repeated
   * samples.
   */
  Stream<byte[]> huge() {
    Stream<byte[]> patterns =
        Stream.of("\0", "<", "{", "[", "\"", " ", "\n", "0", "\u00ff", "a: b\r\n", "<a>", "{\"a\":")
            .map(text -> repeat(text.getBytes(StandardCharsets.ISO_8859_1)));
    Stream<byte[]> repeated = samples.stream().map(PayloadFuzzer::repeat);
    return Stream.of(Stream.of(noise(MAX_PAYLOAD)), patterns, repeated).flatMap(each -> each);
  }

  private static byte[] repeat(byte[] pattern) {
    byte[] bytes = new byte[MAX_PAYLOAD];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = pattern[i % pattern.length];
    }
    return bytes;
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] join(byte[]... parts) {
    int length = Stream.of(parts).mapToInt(part -> part.length).sum();
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
