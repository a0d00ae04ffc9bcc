// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inspects an MVStore file without opening it as a store. The file consists of blocks of 4 KiB; the
 * first two hold the file header, every chunk begins at a later one, and both begin with text.
 */
final class MvFormat {

  private static final int BLOCK = 4096;

  /** The number of blocks that are read: a damaged store has an intact chunk long before that. */
  private static final int BLOCKS_EXAMINED = 1024;

  private static final String HEADER = "H:2,";
  private static final String CHUNK = "chunk:";
  private static final Pattern VERSION = Pattern.compile(",version:([0-9a-f]{1,15})");

  private MvFormat() {}

  /**
   * Returns whether a file is an MVStore, damaged or not: at least one block begins with a header
   * of MVStore. A file of zeros counts as one, as a power failure may leave it like that.
   */
  static boolean recognizes(Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    boolean zeros = true;
    try (FileChannel channel = FileChannel.open(file)) {
      for (int i = 0; i < BLOCKS_EXAMINED && channel.read(block.clear()) > 0; i++) {
        String text = text(block.flip());
        if (text.startsWith(HEADER) || text.startsWith(CHUNK)) {
          return true;
        }
        zeros &= text.chars().allMatch(character -> character == 0);
      }
      return zeros && channel.position() == channel.size();
    }
  }

  /**
   * Returns the version at which the file was closed cleanly; 0 if it was not. If that version is
   * missing, MVStore silently opens an older one.
   */
  static long versionAtCleanEnd(Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(block);
    }
    String header = text(block.flip());
    Matcher version = VERSION.matcher(header);
    return header.contains("clean:1") && version.find() ? Long.parseLong(version.group(1), 16) : 0;
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }
}
