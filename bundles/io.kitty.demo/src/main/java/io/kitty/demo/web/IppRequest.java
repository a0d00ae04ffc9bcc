// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * An IPP request (RFC 8010, §3.1).
 *
 * @param operation the number of the operation
 * @param id the number of the request
 * @param requested the names of the requested attributes; empty for all
 */
record IppRequest(int operation, int id, Set<String> requested) {

  static final int GET_PRINTER_ATTRIBUTES = 0x000b;

  private static final String REQUESTED = "requested-attributes";
  private static final int END_OF_ATTRIBUTES = 0x03;

  /** Tags below begin a group, others an attribute. */
  private static final int FIRST_VALUE_TAG = 0x10;

  /**
   * Reads a request.
   *
   * @throws java.nio.BufferUnderflowException if it is shorter than it says
   * @throws IllegalArgumentException if it is of another version
   */
  static IppRequest read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int major = in.get();
    if (major != 1 && major != 2) {
      throw new IllegalArgumentException("version " + major);
    }
    in.get();
    int operation = in.getShort();
    int id = in.getInt();
    Set<String> requested = new HashSet<>();
    String name = "";
    for (int tag = in.get(); tag != END_OF_ATTRIBUTES; tag = in.get()) {
      if (tag >= FIRST_VALUE_TAG) {
        String own = field(in);
        name = own.isEmpty() ? name : own; // a further value of the same attribute has no name
        String value = field(in);
        if (name.equals(REQUESTED)) {
          requested.add(value);
        }
      }
    }
    return new IppRequest(operation, id, Set.copyOf(requested));
  }

  private static String field(ByteBuffer in) {
    byte[] bytes = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining() + 1)];
    in.get(bytes);
    return new String(bytes, US_ASCII);
  }
}
