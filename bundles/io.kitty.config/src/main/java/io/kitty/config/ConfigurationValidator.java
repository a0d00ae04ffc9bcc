// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import io.kitty.config.cfg.CfgFile;
import io.kitty.config.cfg.CfgFolder;
import io.kitty.config.schema.AttributeType;
import io.kitty.config.schema.Schema;
import java.io.IOException;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validates all configurations of the hub's components on their way from the files, by {@link
 * ConfigurationCheck}, and keeps the problems found.
 */
public final class ConfigurationValidator implements ConfigurationPlugin, ConfigurationListener {

  /** The property that marks the replacement for an unreadable file. */
  public static final String HELD = ".kitty.held";

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationValidator.class);
  private static final String PREFIX = "io.kitty.";

  private final Function<String, @Nullable Schema> schemas;
  private final Environment environment;
  private final Map<String, Map<String, Object>> lastGood = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> problems = new ConcurrentHashMap<>();

  /**
   * @param schemas returns the schema of a PID
   */
  ConfigurationValidator(Function<String, @Nullable Schema> schemas, Environment environment) {
    this.schemas = schemas;
    this.environment = environment;
  }

  @Override
  public void modifyConfiguration(
      ServiceReference<?> reference, Dictionary<String, Object> properties) {
    ConfigurationSource source = ConfigurationSource.of(properties);
    Schema schema = source.type().startsWith(PREFIX) ? schemas.apply(source.type()) : null;
    if (schema != null) {
      check(source, schema.keys(), properties);
    }
  }

  /** Drops the problems and the last valid values of a deleted configuration. */
  @Override
  public void configurationEvent(ConfigurationEvent event) {
    if (event.getType() == ConfigurationEvent.CM_DELETED) {
      problems.remove(event.getPid());
      lastGood.remove(event.getPid());
    }
  }

  private synchronized void check(
      ConfigurationSource source,
      Map<String, AttributeType> keys,
      Dictionary<String, Object> properties) {
    Map<String, Object> good =
        lastGood.computeIfAbsent(source.pid(), pid -> new ConcurrentHashMap<>());
    ConfigurationCheck check = new ConfigurationCheck(source, keys, environment, good, properties);
    CfgFile file = read(source);
    if (file != null) {
      file.correct(properties);
    }
    if (properties.get(HELD) != null) {
      check.disable();
    } else if (file != null && file.blank()) {
      check.keepLastGood();
    }
    Map<String, String> bad = check.run();
    Set<String> known = new HashSet<>(lines());
    problems.put(source.pid(), bad);
    bad.values().stream()
        .filter(line -> !known.contains(line))
        .forEach(line -> LOG.error("{}", line));
  }

  /** Reads the file; null if there is none. {@link CfgFolder} reports unreadable files. */
  private static @Nullable CfgFile read(ConfigurationSource source) {
    try {
      return source.file() == null ? null : CfgFile.read(source.file());
    } catch (IOException e) {
      LOG.debug("{} cannot be read", source.file(), e);
      return null;
    }
  }

  /** Returns one line for each invalid value. */
  List<String> lines() {
    return problems.values().stream()
        .flatMap(bad -> bad.values().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
