// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.cfg;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.AllTargets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;

/** Configuration files, whoever wrote them. */
public final class CfgFileFuzz {

  private static final Path FILE = AllTargets.folder().resolve("fuzz.cfg");

  private CfgFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Files.write(FILE, input);
    CfgFile file;
    try {
      file = CfgFile.read(FILE);
    } catch (IOException e) {
      check(e.getMessage() != null, "nothing says why");
      return;
    }
    CfgFile again = CfgFile.read(FILE);
    same(file.blank(), again.blank());
    same(file.repeated(), again.repeated());
    file.repeated()
        .forEach((key, lines) -> check(lines.size() > 1, key + " is said to be repeated"));
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", "io.kitty.fuzz");
    file.correct(properties);
    same(file.value("enabled"), again.value("enabled"));
  }
}
