// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import io.kitty.config.watch.FileWatch;
import io.kitty.hub.ConfigurationMonitor;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Joins the problems of files and of values: a file that is unusable as a whole is named once. */
@Component
public final class ConfigurationMonitorService implements ConfigurationMonitor {

  private final ConfigurationProblems configurations;
  private final FileWatch files;

  @Activate
  public ConfigurationMonitorService(
      @Reference ConfigurationProblems configurations, @Reference FileWatch files) {
    this.configurations = configurations;
    this.files = files;
  }

  @Override
  public void check() {
    files.check(configurations::check);
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>(files.lines());
    configurations.lines().stream().filter(line -> !files.covers(line)).forEach(problems::add);
    return problems;
  }
}
