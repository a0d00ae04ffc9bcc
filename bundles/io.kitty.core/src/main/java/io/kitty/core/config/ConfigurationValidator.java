// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

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
 * Stands between the configuration files and the components of the hub: lets through what {@link
 * ConfigurationCheck} makes of each configuration, and keeps what it has to say.
 */
final class ConfigurationValidator implements ConfigurationPlugin, ConfigurationListener {

  /** The property of a configuration that stands in for a file that cannot be read. */
  static final String HELD = ".kitty.held";

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationValidator.class);
  private static final String PREFIX = "io.kitty.";

  private final Function<String, @Nullable Schema> schemas;
  private final Environment environment;
  private final Map<String, Map<String, Object>> lastGood = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> complaints = new ConcurrentHashMap<>();

  /**
   * @param schemas what the configurations of a PID may hold
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

  /** Forgets what was deleted: nobody complains of it any more, and no value of it goes on. */
  @Override
  public void configurationEvent(ConfigurationEvent event) {
    if (event.getType() == ConfigurationEvent.CM_DELETED) {
      complaints.remove(event.getPid());
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
      check.hold();
    } else if (file != null && file.blank()) {
      check.goOn();
    }
    Map<String, String> bad = check.run();
    Set<String> known = new HashSet<>(lines());
    complaints.put(source.pid(), bad);
    bad.values().stream()
        .filter(line -> !known.contains(line))
        .forEach(line -> LOG.error("{}", line));
  }

  /** The file, null if there is none; that one cannot be read is told by {@link CfgFolder}. */
  private static @Nullable CfgFile read(ConfigurationSource source) {
    try {
      return source.file() == null ? null : CfgFile.read(source.file());
    } catch (IOException e) {
      LOG.debug("{} cannot be read", source.file(), e);
      return null;
    }
  }

  /** One line for each value that is not used because it is not allowed. */
  List<String> lines() {
    return complaints.values().stream()
        .flatMap(bad -> bad.values().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
