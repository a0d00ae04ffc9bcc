// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Everything that belongs to a bundle is there: its feature, README, cfg files and the rows that
 * name them. The build runs it in each bundle.
 */
public class ChecklistTest {

  private static final Path ROOT = Path.of("../..");

  /** The bundles of the feature {@code kitty-base}, which are no modules. */
  private static final Set<String> BASE =
      Set.of(
          "io.kitty.api",
          "io.kitty.classify",
          "io.kitty.config",
          "io.kitty.core",
          "io.kitty.history");

  /** Bundles and jars of no feature. */
  private static final Set<String> TOOLS =
      Set.of(
          "io.kitty.commons",
          "io.kitty.launcher",
          "io.kitty.model",
          "io.kitty.net",
          "io.kitty.testkit");

  /** The bundle lacks nothing, and neither does the API, which has no tests of the testkit. */
  @Test
  public void everythingIsThere() throws IOException {
    for (String folder : List.of(".", "../io.kitty.api")) {
      Path bundle = Path.of(folder).toRealPath();

      assertThat(lacks(bundle)).as("what %s lacks", bundle).isEmpty();
    }
  }

  private static List<String> lacks(Path folder) throws IOException {
    String bundle = folder.getFileName().toString();
    List<String> lacks = new ArrayList<>();
    if (!text("bundles/pom.xml").contains("<module>" + bundle + "</module>")) {
      lacks.add("a line in bundles/pom.xml");
    }
    Path readme = folder.resolve("README.md");
    String manual = Files.exists(readme) ? Files.readString(readme) : "";
    if (!manual.contains("# " + bundle)) {
      lacks.add("a README.md with the heading " + bundle + " in its folder");
    }
    if (TOOLS.contains(bundle)) {
      return lacks;
    }
    String feature = BASE.contains(bundle) ? "kitty-base" : bundle.replace("io.kitty.", "kitty-");
    String definition = definition(feature);
    if (!definition.contains("mvn:io.kitty/" + bundle + "/")) {
      lacks.add("a line in the feature " + feature + " in features/src/main/feature/feature.xml");
    } else if (!definition.matches("(?s)<feature [^>]*description=\"[^\"]+\".*")) {
      lacks.add("a description of the feature " + feature);
    }
    for (String name : configurations(folder)) {
      lacks.addAll(missing(name, definition, manual));
    }
    lacks.addAll(missingInTheFeaturesTable(bundle, feature));
    return lacks;
  }

  /** Returns what is missing for a configuration: its file and the references to it. */
  private static List<String> missing(String name, String definition, String manual)
      throws IOException {
    Path file = ROOT.resolve("config").resolve(name + ".cfg");
    if (!Files.exists(file)) {
      return List.of("config/" + name + ".cfg");
    }
    List<String> missing = new ArrayList<>();
    if (!text("config/pom.xml").contains("<file>" + name + ".cfg</file>")) {
      missing.add(name + ".cfg among the artifacts of config/pom.xml");
    }
    if (!definition.contains("finalname=\"${karaf.etc}/" + name + ".cfg\"")) {
      missing.add("a configfile ${karaf.etc}/" + name + ".cfg in its feature");
    }
    for (String line : Files.readAllLines(file)) {
      String key = line.split("=", 2)[0].strip();
      if (line.contains("=") && !line.startsWith("#") && !manual.contains("| `" + key + "` |")) {
        missing.add("the key " + key + " in the README.md in its folder");
      }
    }
    return missing;
  }

  private static List<String> missingInTheFeaturesTable(String bundle, String feature)
      throws IOException {
    String link = "[`%s`](../bundles/%s)".formatted(bundle, bundle);
    List<String> rows =
        text("features/README.md")
            .lines()
            .filter(line -> line.startsWith("| `" + feature + "` |") && line.contains(link))
            .toList();
    if (rows.size() != 1) {
      return List.of("a link in the row " + feature + " in the table of features/README.md");
    }
    String boot = text("karaf-assembly/distribution/pom.xml").split("bootFeatures>")[1];
    boolean boots = BASE.contains(bundle) || boot.contains("<feature>" + feature + "</feature>");
    return rows.get(0).endsWith(boots ? " | yes |" : " | no |")
        ? List.of()
        : List.of("the truth in features/README.md about whether it is on by default");
  }

  /** Returns the element of a feature; empty if there is none. */
  private static String definition(String feature) throws IOException {
    Matcher element =
        Pattern.compile("(?s)<feature name=\"" + feature + "\".*?\n  </feature>")
            .matcher(text("features/src/main/feature/feature.xml"));
    return element.find() ? element.group() : "";
  }

  /** The names of the files that the built bundle describes; of a factory there are examples. */
  private static List<String> configurations(Path bundle) throws IOException {
    Path metatype = bundle.resolve("target/classes/OSGI-INF/metatype");
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(metatype)) {
      try (Stream<Path> files = Files.list(metatype)) {
        for (Path file : files.toList()) {
          Pattern.compile("<Designate (pid|factoryPid)=\"([^\"]+)\"")
              .matcher(Files.readString(file))
              .results()
              .forEach(
                  designate ->
                      names.addAll(
                          designate.group(1).equals("pid")
                              ? List.of(designate.group(2))
                              : examples(designate.group(2))));
        }
      }
    }
    return names;
  }

  /** The names of the files of a factory; there is at least one. */
  private static List<String> examples(String factory) {
    String[] files =
        ROOT.resolve("config")
            .toFile()
            .list((folder, name) -> name.startsWith(factory + "-") && name.endsWith(".cfg"));
    return files == null || files.length == 0
        ? List.of(factory + "-example")
        : Arrays.stream(files).map(name -> name.replaceFirst("\\.cfg$", "")).sorted().toList();
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
