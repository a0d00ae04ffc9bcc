// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class FileProblemsTest {

  private static final String GARBAGE = "\0\1\2";

  @TempDir private Path folder;

  private final FakeClock clock = new FakeClock();
  private final Set<String> configured = new HashSet<>();
  private final Map<Path, String> faults = new HashMap<>();
  private Path etc;
  private Path deploy;
  private FileProblems problems;

  @BeforeEach
  void watch() throws IOException {
    etc = Files.createDirectory(folder.resolve("etc"));
    deploy = Files.createDirectory(folder.resolve("deploy"));
    problems =
        new FileProblems(
            etc,
            deploy,
            () -> configured,
            file -> Optional.ofNullable(faults.get(file)),
            new FailureLog(clock::nanos, etc, deploy),
            clock::nanos);
  }

  private void settle() {
    problems.check();
    clock.advance(Duration.ofSeconds(4));
    problems.check();
  }

  private void configure(Path file) {
    configured.add(file.toFile().toURI().toString());
  }

  @Test
  void reportsGarbageUntilRepaired() throws Exception {
    Path file = Files.writeString(etc.resolve("io.kitty.ping.cfg"), GARBAGE);
    configure(file);

    settle();
    assertThat(problems.lines())
        .containsExactly(file + " is not used: it is no configuration: line 1 holds the byte 0x00");
    assertThat(problems.files()).containsExactly(file);

    Files.writeString(file, "rate = 10\n");
    settle();
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void reportsGarbageUntilDeleted() throws Exception {
    Path file = Files.writeString(deploy.resolve("a.xml"), GARBAGE);

    settle();
    assertThat(problems.lines()).singleElement().asString().contains("it is no features file");

    Files.delete(file);
    problems.check();
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void waitsUntilAFileIsComplete() throws Exception {
    Path file = Files.writeString(deploy.resolve("a.kar"), "first");
    problems.check();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofSeconds(2));
      Files.writeString(file, "x".repeat(i + 10));
      problems.check();
      assertThat(problems.lines()).isEmpty();
    }
    settle();
    assertThat(problems.lines()).hasSize(1);
  }

  @Test
  void detectsAReplacementOfTheSameSize() throws Exception {
    Path file = Files.writeString(etc.resolve("a.cfg"), "no key");
    configure(file);
    settle();
    assertThat(problems.lines()).hasSize(1);

    Files.writeString(file, "a = bc");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    settle();
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void reportsConfigurationsTheFrameworkDidNotLoad() throws Exception {
    Path file = Files.writeString(etc.resolve("a.config"), "key=what\n");
    settle();
    assertThat(problems.lines())
        .containsExactly(file + " is not used: it cannot be read as a configuration");

    configure(file);
    problems.check();
    configured.clear();
    problems.check();
    assertThat(problems.lines()).as("what was read once may have been merged").isEmpty();
  }

  @Test
  void reportsBundleProblems() throws Exception {
    Path file = deploy.resolve("a.jar");
    Files.writeString(file, "garbage");
    settle();
    assertThat(problems.lines()).singleElement().asString().contains("it is no bundle");

    Files.copy(bundle(), file, StandardCopyOption.REPLACE_EXISTING);
    faults.put(file, "its bundle cannot be resolved");
    settle();
    assertThat(problems.lines())
        .containsExactly(file + " is not used: its bundle cannot be resolved");

    faults.clear();
    problems.check();
    assertThat(problems.lines()).isEmpty();
  }

  private static Path bundle() throws Exception {
    return Path.of(Bundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void ignoresOtherFiles() throws Exception {
    Files.writeString(etc.resolve("users.properties"), GARBAGE);
    Files.writeString(etc.resolve("jetty.xml"), GARBAGE);
    Files.writeString(deploy.resolve("README"), "about this folder");
    Files.writeString(deploy.resolve(".hidden"), GARBAGE);
    Files.writeString(deploy.resolve("a.jar.part"), GARBAGE);
    Files.createDirectory(deploy.resolve("exploded.jar"));

    settle();
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void toleratesMissingFolders() throws Exception {
    Files.delete(deploy);
    settle();
    assertThat(problems.lines()).isEmpty();
  }
}
