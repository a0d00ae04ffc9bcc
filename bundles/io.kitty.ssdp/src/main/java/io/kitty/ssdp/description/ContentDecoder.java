// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses the document of a server that compresses without being asked to. The first bytes
 * decide, as headers may not declare it, or declare it for plain documents.
 */
final class ContentDecoder {

  /** The formats of RFC 1952 (gzip) and RFC 1950 (which HTTP calls deflate). */
  private static final int GZIP = 0x1f8b;

  private static final int ZLIB = 0x78;

  private ContentDecoder() {}

  /**
   * Returns the document, or as much of it as can be decompressed.
   *
   * @param max its maximum size, in bytes
   * @throws IOException if it is larger
   */
  static byte[] unpack(byte[] body, int max) throws IOException {
    int first = body.length < 2 ? 0 : Byte.toUnsignedInt(body[0]);
    int magic = first << 8 | (body.length < 2 ? 0 : Byte.toUnsignedInt(body[1]));
    if (magic != GZIP && (first != ZLIB || magic % 31 != 0)) {
      return body;
    }
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    try (InputStream packed = new ByteArrayInputStream(body);
        InputStream in =
            magic == GZIP ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (n > max - document.size()) {
          throw new IOException("the document is too large");
        }
        document.write(buffer, 0, n);
      }
    } catch (EOFException | ZipException e) {
      return document.toByteArray();
    }
    return document.toByteArray();
  }
}
