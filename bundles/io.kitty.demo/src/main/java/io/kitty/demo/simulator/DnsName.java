// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A DNS name. The first label of a service instance may contain dots and any other characters.
 *
 * @param labels its labels, without the root
 */
record DnsName(List<String> labels) {

  /** More labels and pointers than any name has. */
  private static final int MAX_STEPS = 160;

  private static final int POINTER = 0xc0;

  /** Returns the name of a text whose labels contain no dots. */
  static DnsName of(String text) {
    return new DnsName(List.of(text.split("\\.")));
  }

  /** Returns the name with one more label before it. */
  DnsName under(String label) {
    return new DnsName(Stream.concat(Stream.of(label), labels.stream()).toList());
  }

  /** Returns whether both are the same name, ignoring case. */
  boolean matches(DnsName other) {
    return key().equals(other.key());
  }

  private String key() {
    return String.join("\0", labels).toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a name, which may be compressed (RFC 1035, §4.1.4), and moves behind it.
   *
   * @throws BufferUnderflowException if it does not end
   */
  static DnsName read(ByteBuffer message) {
    List<String> labels = new ArrayList<>();
    ByteBuffer at = message;
    for (int steps = 0; steps < MAX_STEPS; steps++) {
      int size = next(at);
      if (size == 0) {
        return new DnsName(List.copyOf(labels));
      } else if (size >= POINTER) {
        int target = (size & ~POINTER) << 8 | next(at);
        at = message.duplicate().position(Math.min(target, message.limit()));
      } else {
        byte[] label = new byte[size];
        at.get(label);
        labels.add(new String(label, UTF_8));
      }
    }
    throw new BufferUnderflowException();
  }

  private static int next(ByteBuffer from) {
    return Byte.toUnsignedInt(from.get());
  }

  /** Writes the name uncompressed. */
  void write(DataOutputStream out) throws IOException {
    for (String label : labels) {
      byte[] bytes = label.getBytes(UTF_8);
      out.writeByte(bytes.length);
      out.write(bytes);
    }
    out.writeByte(0);
  }
}
