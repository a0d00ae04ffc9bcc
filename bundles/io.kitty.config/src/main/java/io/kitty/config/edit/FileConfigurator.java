// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.edit;

import io.kitty.config.ConfigurationValues;
import io.kitty.config.Environment;
import io.kitty.config.schema.AttributeType;
import io.kitty.config.schema.MetatypeLocator;
import io.kitty.config.schema.Schema;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleConfigurator;
import io.kitty.hub.ModuleStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Edits the files in {@code etc}, validating keys by the modules' metatype. */
@Component(service = ModuleConfigurator.class)
public final class FileConfigurator implements ModuleConfigurator {

  private static final String ENABLED = "enabled";

  private final Supplier<List<ModuleStatus>> modules;
  private final Function<String, Optional<Map.Entry<String, Schema>>> schemas;
  private final Environment environment;
  private final ModuleToggle toggle;
  private final Path etc;

  @Activate
  public FileConfigurator(
      BundleContext bundles, @Reference Hub hub, @Reference ConfigurationAdmin configurations) {
    this(
        hub::modules,
        new MetatypeLocator(bundles)::ofModule,
        new Environment(System::getenv),
        new ModuleToggle(configurations),
        Path.of(System.getProperty("karaf.etc", "etc")));
  }

  /**
   * @param modules returns the status of all modules
   * @param schemas returns the PID and schema of a module, by its id
   * @param etc the folder of the files
   */
  FileConfigurator(
      Supplier<List<ModuleStatus>> modules,
      Function<String, Optional<Map.Entry<String, Schema>>> schemas,
      Environment environment,
      ModuleToggle toggle,
      Path etc) {
    this.modules = modules;
    this.schemas = schemas;
    this.environment = environment;
    this.toggle = toggle;
    this.etc = etc;
  }

  @Override
  public void enable(String module, boolean enabled) throws IOException {
    boolean switchable = status(module).switchable();
    Map.Entry<String, Schema> schema =
        schemas
            .apply(module)
            .filter(found -> found.getValue().keys().containsKey(ENABLED))
            .orElseThrow(() -> new IllegalStateException(module + " has no switch"));
    if (!switchable) {
      throw new IllegalStateException(
          module
              + " runs once for each of its configurations and has no switch of its own: write"
              + " enabled = "
              + enabled
              + " into one of the files etc/"
              + file(schema, "NAME")
              + ", or copy "
              + file(schema, "example")
              + " for one more");
    }
    for (AttributeType key : schema.getValue().keys().values()) {
      String variable = Environment.variable(schema.getKey(), true, key);
      if ((key.id().equals(ENABLED) || key.enables()) && environment.get(variable) != null) {
        throw new IllegalStateException(
            "the environment says " + variable + ", which switches " + module);
      }
    }
    toggle.set(schema.getKey(), enabled);
  }

  @Override
  public List<PromptedKey> keys(String module) {
    if (status(module).switchable()) {
      return List.of();
    }
    return promptedKeys(module).values().stream()
        .map(
            key ->
                new PromptedKey(
                    key.id(), key.description(), key.range(), key.standard(), key.needed()))
        .toList();
  }

  /** Returns the keys to prompt for, required ones first. */
  private Map<String, AttributeType> promptedKeys(String module) {
    Map<String, AttributeType> promptedKeys = new LinkedHashMap<>();
    Map<String, AttributeType> all =
        schemas.apply(module).map(found -> found.getValue().keys()).orElse(Map.of());
    all.values().stream()
        .filter(AttributeType::needed)
        .forEach(key -> promptedKeys.put(key.id(), key));
    all.values().stream()
        .filter(AttributeType::prompted)
        .forEach(key -> promptedKeys.putIfAbsent(key.id(), key));
    return promptedKeys;
  }

  @Override
  public synchronized String add(String module, String name, Map<String, String> values)
      throws IOException {
    boolean switchable = status(module).switchable();
    Map.Entry<String, Schema> schema =
        schemas
            .apply(module)
            .filter(found -> !switchable)
            .orElseThrow(() -> new IllegalStateException(module + " has one configuration only"));
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "the name cannot be '"
              + ConfigurationValues.shown(name)
              + "': allowed are 1 to 32 letters, digits, dots, dashes and underscores, where the"
              + " first is a letter or digit");
    }
    Map<String, String> checked = ConfigurationValues.check(values, promptedKeys(module));
    String file = file(schema, name);
    Path path = etc.resolve(file);
    if (Files.exists(path)) {
      throw new IllegalStateException("there is a file etc/" + file + " already");
    }
    InstanceFile.write(path, file(schema, "example"), checked);
    return file;
  }

  private ModuleStatus status(String module) {
    List<ModuleStatus> all = modules.get();
    return all.stream()
        .filter(each -> each.id().equals(module))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no module "
                        + ConfigurationValues.shown(module)
                        + "; there are "
                        + all.stream()
                            .map(ModuleStatus::id)
                            .sorted()
                            .collect(Collectors.joining(", "))));
  }

  private static String file(Map.Entry<String, Schema> schema, String name) {
    return schema.getKey() + "-" + name + ".cfg";
  }
}
