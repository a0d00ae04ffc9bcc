// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that belongs to a module is there. */
class ChecklistIT {
  private static final Path ROOT = Path.of(System.getProperty("kitty.root"));
  private static final Path BUNDLES = ROOT.resolve("bundles");

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

  static List<String> modules() throws IOException {
    try (Stream<Path> folders = Files.list(BUNDLES)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("io.kitty."))
          .filter(name -> !BASE.contains(name) && !TOOLS.contains(name))
          .filter(name -> Files.exists(BUNDLES.resolve(name).resolve("pom.xml")))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereAreModules() throws IOException {
    assertThat(modules()).contains("io.kitty.ping", "io.kitty.web");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleIsComplete(String module) throws IOException {
    String feature = module.replace("io.kitty.", "kitty-");
    String definition = definition(feature);
    List<String> lacks = new ArrayList<>();

    if (!text("bundles/pom.xml").contains("<module>" + module + "</module>")) {
      lacks.add("a line in bundles/pom.xml");
    }
    if (!definition.contains("mvn:io.kitty/" + module + "/")) {
      lacks.add("a feature " + feature + " in features/src/main/feature/feature.xml");
    } else if (!definition.matches("(?s)<feature [^>]*description=\"[^\"]+\".*")) {
      lacks.add("a description of the feature " + feature);
    }
    if (!Files.exists(Path.of(System.getProperty("kitty.kars"), feature + ".kar"))) {
      lacks.add("a KAR " + feature + " in features/pom.xml");
    }
    Path readme = BUNDLES.resolve(module).resolve("README.md");
    String manual = Files.exists(readme) ? Files.readString(readme) : "";
    if (!manual.contains("# " + module)) {
      lacks.add("a README.md with the heading " + module + " in its folder");
    }
    for (String name : configurations(module)) {
      lacks.addAll(missing(name, definition, manual));
    }
    lacks.addAll(missingInTheFeaturesTable(module, feature));

    assertThat(lacks).as("what %s lacks", module).isEmpty();
  }

  static Set<String> base() {
    return BASE;
  }

  @ParameterizedTest
  @MethodSource("base")
  void aBundleOfTheBaseLacksNothing(String bundle) throws IOException {
    String definition = definition("kitty-base");
    String row =
        text("README.md").lines().filter(l -> l.startsWith("| `kitty-base` |")).findAny().get();
    String manual = Files.readString(BUNDLES.resolve(bundle).resolve("README.md"));
    List<String> lacks = new ArrayList<>();

    if (!text("bundles/pom.xml").contains("<module>" + bundle + "</module>")) {
      lacks.add("a line in bundles/pom.xml");
    }
    if (!definition.contains("mvn:io.kitty/" + bundle + "/")) {
      lacks.add("a line in the feature kitty-base");
    }
    if (!manual.contains("# " + bundle)) {
      lacks.add("the heading " + bundle + " in the README.md in its folder");
    }
    if (!row.contains("[`%s`](bundles/%s)".formatted(bundle, bundle))) {
      lacks.add("a link in the row kitty-base in the features table of README.md");
    }
    for (String name : configurations(bundle)) {
      lacks.addAll(missing(name, definition, manual));
    }

    assertThat(lacks).as("what %s lacks", bundle).isEmpty();
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

  private static List<String> missingInTheFeaturesTable(String module, String feature)
      throws IOException {
    String start = "| `%s` | [`%s`](bundles/%s) | ".formatted(feature, module, module);
    List<String> rows = text("README.md").lines().filter(line -> line.startsWith(start)).toList();
    if (rows.size() != 1) {
      return List.of("one row in the features table of README.md that starts with " + start);
    }
    String boot = text("karaf-assembly/distribution/pom.xml").split("bootFeatures>")[1];
    boolean boots = boot.contains("<feature>" + feature + "</feature>");
    return rows.get(0).endsWith(boots ? " | yes |" : " | no |")
        ? List.of()
        : List.of("the truth in README.md about whether it is on by default");
  }

  /** Returns the element of a feature; empty if there is none. */
  private static String definition(String feature) throws IOException {
    Matcher element =
        Pattern.compile("(?s)<feature name=\"" + feature + "\".*?\n  </feature>")
            .matcher(text("features/src/main/feature/feature.xml"));
    return element.find() ? element.group() : "";
  }

  /** The names of the files that the built bundle describes; of a factory there is an example. */
  private static List<String> configurations(String module) throws IOException {
    Path metatype = BUNDLES.resolve(module).resolve("target/classes/OSGI-INF/metatype");
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(metatype)) {
      try (Stream<Path> files = Files.list(metatype)) {
        for (Path file : files.toList()) {
          Pattern.compile("<Designate (pid|factoryPid)=\"([^\"]+)\"")
              .matcher(Files.readString(file))
              .results()
              .forEach(
                  designate ->
                      names.add(
                          designate.group(2)
                              + (designate.group(1).equals("pid") ? "" : "-example")));
        }
      }
    }
    return names;
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
