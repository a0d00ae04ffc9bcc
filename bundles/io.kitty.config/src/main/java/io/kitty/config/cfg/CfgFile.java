// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.cfg;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.felix.utils.properties.Properties.PropertiesReader;
import org.apache.felix.utils.properties.TypedProperties;

/**
 * A cfg file, parsed by the same code as Felix File Install uses, with checks that File Install
 * omits: repeated keys and the encoding. Files are UTF-8; a file that is not valid UTF-8 is read as
 * Latin-1, which was the encoding of all cfg files in former versions.
 */
public final class CfgFile {

  private static final long MAX_BYTES = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Map<String, Object> values;
  private final Map<String, Object> misread;
  private final Map<String, List<Integer>> lines;
  private final boolean blank;

  private CfgFile(byte[] bytes) throws IOException {
    boolean utf8 = isUtf8(bytes);
    String text = decode(bytes, utf8);
    values = parse(text);
    misread = parse(decode(bytes, !utf8));
    lines = lines(text);
    blank = text.replace('\0', ' ').isBlank();
    if (!blank && text.indexOf('\0') >= 0) {
      throw new IOException("it is no text; a cfg file is UTF-8");
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if that fails; the message gives the reason in words for people
   */
  public static CfgFile read(Path file) throws IOException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException(Files.isDirectory(file) ? "it is a directory" : "it is no file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it is larger than the " + MAX_BYTES + " bytes allowed");
      }
      return new CfgFile(Files.readAllBytes(file));
    } catch (AccessDeniedException e) {
      String user = System.getProperty("user.name");
      throw new IOException("the user " + user + " is not allowed to", e);
    } catch (NoSuchFileException e) {
      throw new IOException("it is a link to a file that is not there", e);
    } catch (FileSystemException e) {
      throw new IOException(Objects.requireNonNullElse(e.getReason(), "of an unknown fault"), e);
    } catch (RuntimeException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw e.getMessage() == null ? new IOException("it is no XML of properties", e) : e;
    }
  }

  /** Returns whether it is empty, without even a comment. */
  public boolean blank() {
    return blank;
  }

  /** Returns the keys that occur more than once, each with its line numbers. */
  Map<String, List<Integer>> repeated() {
    Map<String, List<Integer>> repeated = new LinkedHashMap<>(lines);
    repeated.values().removeIf(numbers -> numbers.size() < 2);
    return repeated;
  }

  /** Returns the value of a key. */
  Object value(String key) {
    return values.getOrDefault(key, "");
  }

  /**
   * Corrects values that were read in another encoding than the file's: Karaf's commands read every
   * file as Latin-1, and File Install drops bytes that are not UTF-8. Also removes a byte order
   * mark from the first key.
   */
  public void correct(Dictionary<String, Object> properties) {
    for (String key : Collections.list(properties.keys())) {
      Object value = properties.get(key);
      if (value.equals(misread.get(key)) && values.containsKey(key)) {
        properties.put(key, values.get(key));
      }
      String first = withoutByteOrderMark(key);
      if (!first.equals(key)) {
        properties.remove(key);
        if (!first.isBlank() && !first.startsWith("#") && !first.startsWith("!")) {
          properties.put(first, value);
        }
      }
    }
  }

  private static String withoutByteOrderMark(String key) {
    String latin1 =
        new String(BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return key.startsWith(BYTE_ORDER_MARK)
        ? key.substring(BYTE_ORDER_MARK.length())
        : key.startsWith(latin1) ? key.substring(latin1.length()) : key;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String decode(byte[] bytes, boolean utf8) throws IOException {
    Charset charset = utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String text = new String(bytes, charset);
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      throw new IOException("it is UTF-16; save it as UTF-8");
    }
    return text;
  }

  private static Map<String, Object> parse(String text) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    if (text.startsWith("<")) {
      Properties properties = new Properties();
      properties.loadFromXML(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
      return values;
    }
    TypedProperties properties = new TypedProperties();
    properties.load(new StringReader(text));
    for (String key : properties.keySet()) {
      Object value = properties.get(key);
      if (value == null) {
        throw new IOException(
            key + " looks like a typed value; a plain line beside it, like enabled = true, helps");
      }
      values.put(key, value);
    }
    return values;
  }

  private static Map<String, List<Integer>> lines(String text) throws IOException {
    Map<String, List<Integer>> lines = new LinkedHashMap<>();
    try (PropertiesReader reader = new PropertiesReader(new StringReader(text), true)) {
      while (!text.startsWith("<") && reader.nextProperty()) {
        lines
            .computeIfAbsent(reader.getPropertyName(), key -> new ArrayList<>())
            .add(reader.getLineNumber());
      }
    }
    return lines;
  }
}
