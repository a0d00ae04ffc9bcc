// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import io.kitty.fuzz.FuzzRun.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fuzzes the targets one after the other, for long, and keeps minimal corpora. Arguments: seconds
 * for each target, the folder of the committed corpora, the folder for everything that is written,
 * then simple names of targets, none for all.
 */
public final class Fuzzing {

  private Fuzzing() {}

  public static void main(String[] arguments) throws IOException {
    int seconds = Integer.parseInt(arguments[0]);
    Path corpora = Path.of(arguments[1]);
    Path output = Path.of(arguments[2]);
    List<String> selected = List.of(arguments).subList(3, arguments.length);
    List<Finding> findings = new ArrayList<>();
    for (String target : TargetClasses.names()) {
      String name = TargetClasses.simpleName(target);
      if (selected.isEmpty() || selected.contains(name)) {
        FuzzRun run = new FuzzRun(target, corpora.resolve(name), output.resolve(name));
        try {
          long rate = run.fuzz(seconds, 0);
          run.minimise();
          System.out.printf("%-26s %,8d inputs a second%n", name, rate);
        } catch (Finding finding) {
          System.out.println(finding.getMessage());
          findings.add(finding);
        }
      }
    }
    if (!findings.isEmpty()) {
      System.out.println(findings.size() + " targets fail");
      System.exit(1);
    }
  }
}
