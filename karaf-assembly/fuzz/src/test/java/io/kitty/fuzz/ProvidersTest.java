// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

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

/** Checks that no protocol is forgotten. */
class ProvidersTest {

  private static final Path BUNDLES = Path.of("..", "..", "bundles");

  private static final Pattern PROVIDER =
      Pattern.compile("(?s)@Component.*\\bclass (\\w+)[^{]*\\bDiscoveryProvider\\b");

  /** Providers that read nothing from the network. */
  private static final Set<String> SENDERS = Set.of("ConfiguredPublisher", "DeviceAnnouncer");

  @Test
  void everyProviderHasATarget() throws IOException {
    List<Path> providers = providers();
    assertThat(providers).hasSizeGreaterThan(20);

    List<String> packages =
        TargetClasses.names().stream()
            .map(name -> name.substring(0, name.lastIndexOf('.') + 1))
            .toList();
    assertThat(providers)
        .as("providers without a target in their package or one below it")
        .allMatch(
            provider -> packages.stream().anyMatch(each -> each.startsWith(packageOf(provider))));
  }

  /** Returns the sources of the components that discover devices. */
  private static List<Path> providers() throws IOException {
    List<Path> providers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(BUNDLES)) {
      for (Path file :
          files
              .filter(each -> each.toString().contains("/src/main/java/io/kitty/"))
              .filter(each -> each.toString().endsWith(".java"))
              .filter(each -> !each.toString().contains("io.kitty.testkit"))
              .toList()) {
        Matcher provider = PROVIDER.matcher(Files.readString(file));
        if (provider.find() && !SENDERS.contains(provider.group(1))) {
          providers.add(file);
        }
      }
    }
    return providers;
  }

  private static String packageOf(Path source) {
    String path = source.getParent().toString();
    return path.substring(path.indexOf("io/kitty/", path.indexOf("/java/"))).replace('/', '.')
        + ".";
  }
}
