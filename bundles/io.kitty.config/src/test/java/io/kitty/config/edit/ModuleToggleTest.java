// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class ModuleToggleTest {

  private Dictionary<?, ?> properties;
  private String pid = "";

  private ModuleToggle toggle() {
    Configuration configuration =
        proxy(
            Configuration.class,
            (method, argument) -> {
              if (method.equals("update")) {
                properties = (Dictionary<?, ?>) argument;
              }
              return method.equals("getProperties") ? properties : null;
            });
    return new ModuleToggle(
        proxy(
            ConfigurationAdmin.class,
            (method, argument) -> {
              pid = argument.toString();
              return configuration;
            }));
  }

  private interface Call {
    Object answer(String method, Object argument);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                call.answer(method.getName(), arguments == null ? null : arguments[0])));
  }

  @Test
  void changesOneLineOfTheFile(@TempDir Path etc) throws IOException {
    Path file = etc.resolve("io.kitty.ssdp.cfg");
    Files.writeString(file, "# Whether enabled = x\nenabled=true\n\ninterval = 60.0\n");
    properties = new Hashtable<>(Map.of("felix.fileinstall.filename", file.toUri().toString()));
    toggle().set("io.kitty.ssdp", false);

    assertThat(pid).isEqualTo("io.kitty.ssdp");
    assertThat(file).hasContent("# Whether enabled = x\nenabled = false\n\ninterval = 60.0\n");
    assertThat(etc).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void addsAMissingLine(@TempDir Path etc) throws IOException {
    Path file = etc.resolve("io.kitty.ssdp.cfg");
    Files.writeString(file, "interval = 60.0\n");
    properties = new Hashtable<>(Map.of("felix.fileinstall.filename", file.toString()));
    toggle().set("io.kitty.ssdp", false);

    assertThat(file).hasContent("interval = 60.0\nenabled = false\n");
  }

  @Test
  void changesAConfigurationWithoutAFile() throws IOException {
    toggle().set("io.kitty.ssdp", true);
    assertThat(properties).isEqualTo(new Hashtable<>(Map.of("enabled", "true")));
    properties = new Hashtable<>(Map.of("interval", "60.0"));
    toggle().set("io.kitty.ssdp", false);

    assertThat(properties)
        .isEqualTo(new Hashtable<>(Map.of("interval", "60.0", "enabled", "false")));
  }
}
