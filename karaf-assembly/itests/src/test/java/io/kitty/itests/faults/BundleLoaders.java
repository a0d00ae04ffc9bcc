// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import io.kitty.itests.ClassHistogram;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The class loaders of a hub's bundles by name, from the classes that each has loaded. */
final class BundleLoaders {
  private static final String LOADER = "+-- org.apache.felix.framework.";

  private BundleLoaders() {}

  /** Returns the bundles that have more than one, with how many. */
  static Map<String, Integer> several(long pid, List<String> bundles) throws IOException {
    Map<String, Integer> loaders = new TreeMap<>();
    String tree = ClassHistogram.jcmd(pid, "VM.classloaders", "show-classes=true");
    for (String loader : tree.split("(?=\\+-- )")) {
      if (loader.startsWith(LOADER)) {
        bundles.stream()
            .filter(bundle -> loader.contains(" " + bundle + "."))
            .max(Comparator.comparing(String::length))
            .ifPresent(bundle -> loaders.merge(bundle, 1, Integer::sum));
      }
    }
    loaders.values().removeIf(count -> count == 1);
    return loaders;
  }
}
