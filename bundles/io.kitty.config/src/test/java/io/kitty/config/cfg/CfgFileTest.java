// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.cfg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CfgFileTest {

  @TempDir private Path folder;

  private CfgFile read(String text, Charset charset) throws IOException {
    return CfgFile.read(Files.write(folder.resolve("x.cfg"), text.getBytes(charset)));
  }

  private static Dictionary<String, Object> corrected(CfgFile file, String key, Object value) {
    Dictionary<String, Object> properties = new Hashtable<>(Map.of(key, value));
    file.correct(properties);
    return properties;
  }

  @Test
  void correctsValuesReadInAnotherEncoding() throws IOException {
    CfgFile file = read("name = Dr\u00fccker \u20ac\n", UTF_8);

    assertThat(file.value("name")).isEqualTo("Dr\u00fccker \u20ac");
    String latin1 = new String("Dr\u00fccker \u20ac".getBytes(UTF_8), ISO_8859_1);
    assertThat(corrected(file, "name", latin1).get("name")).isEqualTo("Dr\u00fccker \u20ac");
    assertThat(corrected(file, "name", "Drucker").get("name")).isEqualTo("Drucker");
    assertThat(corrected(file, "other", latin1).get("other")).isEqualTo(latin1);
  }

  @Test
  void fallsBackToLatin1() throws IOException {
    CfgFile file = read("name = Dr\u00fccker\n", ISO_8859_1);

    assertThat(corrected(file, "name", "Dr\uFFFDcker").get("name")).isEqualTo("Dr\u00fccker");
  }

  @Test
  void acceptsEscapesInBothEncodings() throws IOException {
    String text = "# \u00fc\nname = Dr\\u00fccker\n";

    assertThat(read(text, UTF_8).value("name")).isEqualTo("Dr\u00fccker");
    assertThat(read(text, ISO_8859_1).value("name")).isEqualTo("Dr\u00fccker");
  }

  @Test
  void removesAByteOrderMark() throws IOException {
    CfgFile file = read("\uFEFFrate = 1\n", UTF_8);
    String latin1 = new String("\uFEFFrate".getBytes(UTF_8), ISO_8859_1);

    assertThat(corrected(file, "\uFEFFrate", "1").get("rate")).isEqualTo("1");
    assertThat(corrected(file, latin1, "1").get("rate")).isEqualTo("1");
    assertThat(corrected(file, "\uFEFF#", "SPDX").isEmpty()).isTrue();
  }

  @Test
  void findsRepeatedKeysWithLineNumbers() throws IOException {
    CfgFile file = read("a = 1\n# a = 2\nb = 1\n\n a : 3\nc = \\\n  a = 4\na 5", UTF_8);

    assertThat(file.repeated()).containsExactly(Map.entry("a", List.of(1, 5, 8)));
    assertThat(file.value("a")).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n", "\0\0\0"})
  void isBlankIfTruncated(String text) throws IOException {
    assertThat(read(text, UTF_8).blank()).isTrue();
    assertThat(read("# a comment" + text.replace('\0', ' '), UTF_8).blank()).isFalse();
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        arguments("a = \\u00zz", "Unable to parse unicode value: 00zz"),
        arguments("a = ${b}\nb = ${a}", "recursive variable reference"),
        arguments("a = {\"type\": \"x\"}", "a looks like a typed value"),
        arguments("a = 1\0", "it is no text"),
        arguments("<properties>", "XML"),
        arguments(
            "<?xml ve\u00e4rme\u200b \u202eevil\u0007 \ud83d\udc69\u200d\ud83d\udcbb na\u00efvrsion=\"1.0\""
                + " encoding=\"UTF-8\"?><!DOCTYPE properties SYSTEM"
                + " \"http://java.sun.com/dtd/properties.dtd\"><properties><entry"
                + " key=\"a\">b</entry></properties>",
            "it is no XML"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void reportsWhyItCannotBeRead(String text, String why) {
    assertThatThrownBy(() -> read(text, UTF_8))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void rejectsUtf16() {
    assertThatThrownBy(() -> read("a = 1\n", UTF_16)).hasMessage("it is UTF-16; save it as UTF-8");
  }

  @Test
  void rejectsDirectories() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("d.cfg"));
    Path dangling = Files.createSymbolicLink(folder.resolve("l.cfg"), folder.resolve("none"));

    assertThatThrownBy(() -> CfgFile.read(directory)).hasMessage("it is a directory");
    assertThatThrownBy(() -> CfgFile.read(dangling))
        .hasMessage("it is a link to a file that is not there");
  }

  @Test
  void acceptsXml() throws IOException {
    CfgFile file =
        read(
            """
            <!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">
            <properties><entry key="a">1</entry></properties>
            """,
            UTF_8);

    assertThat(file.value("a")).isEqualTo("1");
  }
}
