// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the configuration files and the components of the hub: puts the environment's
 * values over the file's, gives every value its type, and holds back what is not allowed, in whose
 * place the last good value goes on. What lacks a value for which there is no default is switched
 * off.
 */
final class ConfigurationGuard implements ConfigurationPlugin, ConfigurationListener, Complaints {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationGuard.class);
  private static final String PREFIX = "io.kitty.";
  private static final String ENABLED = "enabled";

  /** Keys that the framework adds. */
  private static final Pattern FOREIGN =
      Pattern.compile("(service|felix|component|org)\\..*|\\..*");

  private final Function<String, @Nullable Map<String, Key>> schemas;
  private final Function<String, @Nullable String> environment;
  private final Map<String, Map<String, Object>> lastGood = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> complaints = new ConcurrentHashMap<>();

  /**
   * @param schemas the keys that a PID takes, by their id
   * @param environment the environment's variables, by name
   */
  ConfigurationGuard(
      Function<String, @Nullable Map<String, Key>> schemas,
      Function<String, @Nullable String> environment) {
    this.schemas = schemas;
    this.environment = environment;
  }

  @Override
  public void modifyConfiguration(
      ServiceReference<?> reference, Dictionary<String, Object> properties) {
    String pid = Objects.toString(properties.get("service.pid"), "");
    String factory = Objects.toString(properties.get("service.factoryPid"), "");
    String type = factory.isEmpty() ? pid : factory;
    Map<String, Key> keys = type.startsWith(PREFIX) ? schemas.apply(type) : null;
    if (keys != null) {
      check(pid, factory.isEmpty(), keys, properties);
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

  private void check(
      String pid, boolean single, Map<String, Key> keys, Dictionary<String, Object> properties) {
    Map<String, String> bad = new ConcurrentHashMap<>();
    String file = file(properties, pid);
    for (Key key : keys.values()) {
      String variable = variable(pid, single, key);
      String override = variable.isEmpty() ? null : environment.apply(variable);
      boolean overridden = override != null && !override.isBlank();
      Object raw = overridden ? override : properties.get(key.id());
      if (raw != null || key.needed()) {
        String place = overridden ? "environment: " + variable : file + ": " + key.id();
        take(pid, key, raw == null ? "" : raw, place, properties, bad);
      }
    }
    if (keys.values().stream().anyMatch(key -> key.needed() && properties.get(key.id()) == null)) {
      properties.put(ENABLED, false);
    }
    for (String name : Collections.list(properties.keys())) {
      if (!keys.containsKey(name) && !FOREIGN.matcher(name).matches()) {
        bad.put(
            name,
            file
                + ": "
                + name
                + " = "
                + shown(properties.get(name))
                + ": there is no such key; there are "
                + keys.keySet());
      }
    }
    Map<String, String> before = bad.isEmpty() ? complaints.remove(pid) : complaints.put(pid, bad);
    bad.forEach(
        (name, line) -> {
          if (before == null || !line.equals(before.get(name))) {
            LOG.error("{}", line);
          }
        });
  }

  private void take(
      String pid,
      Key key,
      Object raw,
      String place,
      Dictionary<String, Object> properties,
      Map<String, String> bad) {
    Map<String, Object> good = lastGood.computeIfAbsent(pid, p -> new ConcurrentHashMap<>());
    try {
      Object value = key.parse(raw);
      good.put(key.id(), value);
      properties.put(key.id(), value);
    } catch (IllegalArgumentException e) {
      Object last = good.get(key.id());
      String complaint =
          key.needed() && shown(raw).isBlank()
              ? " is missing: "
              : " = " + shown(raw) + " is not used: ";
      bad.put(key.id(), place + complaint + e.getMessage() + "; " + instead(key, last));
      if (last == null) {
        properties.remove(key.id());
      } else {
        properties.put(key.id(), last);
      }
    }
  }

  private static String instead(Key key, @Nullable Object last) {
    if (last != null) {
      return shown(last) + " goes on";
    }
    return key.needed() ? "nothing runs without it" : "the default goes on";
  }

  /** Every module can be switched by a variable of its name. */
  private static String variable(String pid, boolean single, Key key) {
    if (key.environment().isEmpty() && key.id().equals(ENABLED) && single) {
      return "ENABLE_" + pid.substring(PREFIX.length()).toUpperCase(Locale.ROOT);
    }
    return key.environment();
  }

  private static String file(Dictionary<String, Object> properties, String pid) {
    Object file = properties.get("felix.fileinstall.filename");
    return file == null ? pid : file.toString().replaceFirst("^file:", "");
  }

  private static String shown(Object value) {
    return value instanceof Object[] several ? List.of(several).toString() : value.toString();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    complaints.values().forEach(bad -> lines.addAll(bad.values()));
    Collections.sort(lines);
    return lines;
  }
}
