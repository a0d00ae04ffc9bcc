// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Describes why a file cannot be used, for people. */
public final class FileFailures {

  private FileFailures() {}

  /** Returns the reason, as the end of a sentence about the file. */
  public static String sentence(Path file, IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "the user " + System.getProperty("user.name") + " may not use it";
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    return Files.isDirectory(file) ? "it is a folder" : "reading or writing failed";
  }
}
