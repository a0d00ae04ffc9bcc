// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleDirectoryTest {

  @TempDir Path temp;
  private Path folder;
  private RuleDirectory rules;

  @BeforeEach
  void newFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("rules"));
    rules = new RuleDirectory(folder);
  }

  @Test
  void aMissingFolderHasNoRules() {
    RuleDirectory none = new RuleDirectory(temp.resolve("none"));

    assertThat(none.changed()).isFalse();
    assertThat(kind(none.read())).isNull();
    assertThat(none.complaints()).isEmpty();
  }

  @Test
  void theFirstFileTakesPrecedence() throws IOException {
    put("20-more.json", gives("table"));
    put("10-mine.json", gives("bench"));
    put("05-notes.txt", gives("note"));

    assertThat(kind(rules.read())).isEqualTo("bench");
  }

  @Test
  void detectsNewChangedAndDeletedFiles() throws IOException {
    assertThat(rules.changed()).isFalse();

    put("10-mine.json", gives("bench"));
    assertThat(rules.changed()).isTrue();
    assertThat(kind(rules.read())).isEqualTo("bench");
    assertThat(rules.changed()).isFalse();

    put("10-mine.json", gives("wardrobe"));
    assertThat(rules.changed()).isTrue();
    assertThat(kind(rules.read())).isEqualTo("wardrobe");

    Files.delete(folder.resolve("10-mine.json"));
    assertThat(rules.changed()).isTrue();
    assertThat(kind(rules.read())).isNull();
  }

  @Test
  void keepsTheLastValidRulesOfAnInvalidFile() throws IOException {
    put("10-mine.json", gives("bench"));
    rules.read();

    put("10-mine.json", "[");
    assertThat(kind(rules.read())).isEqualTo("bench");
    assertThat(rules.complaints())
        .singleElement()
        .asString()
        .contains("10-mine.json: line 1: ")
        .endsWith("; its last good rules go on");
    assertThat(rules.changed()).isFalse();

    put("10-mine.json", gives("table"));
    assertThat(kind(rules.read())).isEqualTo("table");
    assertThat(rules.complaints()).isEmpty();
  }

  @Test
  void anInvalidFileDoesNotAffectOthers() throws IOException {
    put("10-bad.json", "[{}]");
    put("20-good.json", gives("bench"));

    assertThat(kind(rules.read())).isEqualTo("bench");
    assertThat(rules.complaints())
        .singleElement()
        .asString()
        .contains("10-bad.json: rule 1: ")
        .endsWith("; it is not used");
  }

  @Test
  void namesAFileThatIsNoText() throws IOException {
    put("10-mine.json", "[\0\0\0{me}]"); // it begins as UTF-32

    rules.read();

    assertThat(rules.complaints())
        .singleElement()
        .asString()
        .endsWith("10-mine.json: it is no text; a file of rules is UTF-8; it is not used");
  }

  /** As while the process has no free descriptor. */
  @Test
  void keepsTheRulesWhileTheFolderCannotBeListed() throws IOException {
    put("10-mine.json", gives("bench"));
    rules.read();
    Path file = folder.resolve("20-loop.json");
    Files.createSymbolicLink(file, file); // its size cannot be asked for

    assertThat(rules.changed()).isFalse();
    assertThat(kind(rules.read())).isEqualTo("bench");
    assertThat(rules.complaints())
        .singleElement()
        .asString()
        .startsWith(folder + " cannot be read: ")
        .endsWith("; its last good rules go on");

    Files.delete(file);
    assertThat(rules.changed()).isFalse();
    assertThat(rules.complaints()).isEmpty();
  }

  /** Emacs leaves such links beside files that are edited. */
  @Test
  void ignoresLinksToNothing() throws IOException {
    Files.createSymbolicLink(folder.resolve(".#10-mine.json"), Path.of("me@host.1234"));
    put("10-mine.json", gives("bench"));

    assertThat(rules.changed()).isTrue();
    assertThat(kind(rules.read())).isEqualTo("bench");
    assertThat(rules.complaints()).isEmpty();
  }

  @Test
  void dropsProblemsOfDeletedFiles() throws IOException {
    put("10-mine.json", gives("bench"));
    rules.read();
    put("10-mine.json", "[]]");
    rules.read();

    Files.delete(folder.resolve("10-mine.json"));

    assertThat(kind(rules.read())).isNull();
    assertThat(rules.complaints()).isEmpty();
  }

  private void put(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String gives(String kind) {
    return "[{\"vendor\": \"acme\", \"gives\": {\"kind\": \"" + kind + "\"}}]";
  }

  /** Returns the kind of a device by Acme. */
  private static String kind(Classifier classifier) {
    Map<Fact, String> facts = new EnumMap<>(Map.of(Fact.VENDOR, "Acme"));
    classifier.complete(List.of(), Set.of(), facts);
    return facts.get(Fact.KIND);
  }
}
