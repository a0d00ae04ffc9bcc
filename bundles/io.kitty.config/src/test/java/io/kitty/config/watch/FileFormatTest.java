// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatTest {

  @TempDir private Path folder;

  private String check(String name, String content) throws IOException {
    return check(Files.writeString(folder.resolve(name), content));
  }

  private static String check(Path file) {
    return FileFormat.of(file.getFileName().toString()).check(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# only a comment",
        "\n \n",
        "rate = 5",
        "rate: 5\r\n",
        "! comment\nlist = \\\n  one, \\\n  two\n",
        "name = Drücker\n",
        "\tkey\t=\tvalue\f\n",
      })
  void acceptsPropertiesAndEmptyFiles(String text) throws Exception {
    assertThat(check("a.cfg", text)).isEmpty();
    assertThat(check("a.config", text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key = 1\\nx\\0 = 2      | it is no configuration: line 2 holds the byte 0x00",
        "\\177ELF              | it is no configuration: line 1 holds the byte 0x7f",
        "hello world          | it is no configuration: no line sets a key by =",
        "# a = b\\nhello       | it is no configuration: no line sets a key by =",
      })
  void reportsWhyATextIsNotAConfiguration(String escaped, String why) throws Exception {
    assertThat(check("a.cfg", escaped.translateEscapes())).isEqualTo(why);
  }

  @Test
  void aBundleHasASymbolicName() throws Exception {
    assertThat(check("a.jar", "garbage")).startsWith("it is no bundle: ");
    assertThat(check(jar("b.jar", false))).isEqualTo("it is no bundle: its manifest names none");
    assertThat(check(jar("c.jar", true))).isEmpty();
  }

  @Test
  void aKarContainsFeatures() throws Exception {
    assertThat(check("a.kar", "garbage")).startsWith("it is no KAR: ");
    assertThat(check(zip("b.kar", "readme.txt"))).isEqualTo("it is no KAR: it holds no features");
    assertThat(check(zip("c.kar", "repository/features.xml"))).isEmpty();
  }

  @Test
  void aFeaturesFileIsWellFormed() throws Exception {
    assertThat(check("a.xml", "<features><feature/></features>")).isEmpty();
    assertThat(check("b.xml", "<blueprint/>"))
        .isEqualTo("it is no features file: its root is blueprint");
    assertThat(check("c.xml", "<features>")).startsWith("it is no features file: ");
    assertThat(check("d.xml", "")).startsWith("it is no features file: ");
  }

  @Test
  void doesNotResolveEntities() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
    String text =
        "<!DOCTYPE f [<!ENTITY e SYSTEM '%s'>]><features>&e;</features>".formatted(secret.toUri());

    assertThat(check("e.xml", text)).startsWith("it is no features file").doesNotContain("s3cret");
  }

  @Test
  void rejectsOtherNames() throws Exception {
    assertThat(check("notes.txt", "x"))
        .isEqualTo("it is no bundle, KAR, features file or configuration: it has another name");
    assertThat(check("a.cfg.json", "{")).as("its reader says why").isEmpty();
  }

  private Path jar(String name, boolean named) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (named) {
      manifest.getMainAttributes().putValue("Bundle-SymbolicName", "a");
    }
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
    return file;
  }

  private Path zip(String name, String entry) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry(entry));
      out.write("x".getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
