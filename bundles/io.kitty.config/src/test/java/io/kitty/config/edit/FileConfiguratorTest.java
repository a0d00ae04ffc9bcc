// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.config.Environment;
import io.kitty.config.schema.MetatypeReader;
import io.kitty.config.schema.Schema;
import io.kitty.hub.ModuleConfigurator;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class FileConfiguratorTest {

  private static final String METATYPE =
      """
      <MetaData xmlns:kitty="urn:kitty:config">
        <OCD id="A"><AD id="enabled" type="Boolean" default="true"/></OCD>
        <OCD id="B"><AD id="max" type="Integer" default="1"/></OCD>
        <OCD id="C">
          <AD id="enabled" type="Boolean" default="true"/>
          <AD id="port" type="Integer" min="0" max="65535" default="3000" kitty:prompt="true"
              description="The port."/>
          <AD id="secret" type="Password" required="false"/>
          <AD id="serial" type="String" kitty:pattern="[0-9A-Z]+" kitty:allowed="digits"/>
          <AD id="note" type="String" default="a\\,\\ b" kitty:prompt="true"/>
        </OCD>
        <Designate pid="io.kitty.ssdp"><Object ocdref="A"/></Designate>
        <Designate pid="io.kitty.core"><Object ocdref="B"/></Designate>
        <Designate factoryPid="io.kitty.x.printer"><Object ocdref="C"/></Designate>
      </MetaData>
      """;

  private static final List<ModuleStatus> MODULES =
      List.of(
          ModuleStatus.of("core", State.RUNNING, "", Map.of()),
          ModuleStatus.of("ssdp", State.RUNNING, "", Map.of()),
          ModuleStatus.of("printer", State.DISABLED, "", Map.of()).withoutSwitch());

  @TempDir Path etc;
  private final Map<String, String> environment = new HashMap<>();
  private FileConfigurator configurator;
  private Path ssdp;

  @BeforeEach
  void make() throws IOException {
    ssdp = Files.writeString(etc.resolve("io.kitty.ssdp.cfg"), "enabled = true\n");
    Map<String, Schema> schemas =
        MetatypeReader.read(new ByteArrayInputStream(METATYPE.getBytes(StandardCharsets.UTF_8)));
    Configuration configuration =
        proxy(
            Configuration.class,
            new Hashtable<>(Map.of("felix.fileinstall.filename", ssdp.toString())));
    configurator =
        new FileConfigurator(
            () -> MODULES,
            module ->
                schemas.entrySet().stream()
                    .filter(each -> each.getKey().endsWith("." + module))
                    .findFirst(),
            new Environment(environment::get),
            new ModuleToggle(proxy(ConfigurationAdmin.class, configuration)),
            etc);
  }

  private static <T> T proxy(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
  }

  @Test
  void enablesAndDisablesAModule() throws IOException {
    configurator.enable("ssdp", false);
    assertThat(ssdp).hasContent("enabled = false\n");
  }

  @Test
  void reportsWhyAModuleCannotBeSwitched() {
    environment.put("ENABLE_SSDP", " 1 ");

    refuses("ssdp", IllegalStateException.class, "the environment says ENABLE_SSDP, which");
    refuses("core", IllegalStateException.class, "core has no switch");
    refuses(
        "printer",
        IllegalStateException.class,
        "etc/io.kitty.x.printer-NAME.cfg, or copy io.kitty.x.printer-example.cfg");
    refuses("sdp", IllegalArgumentException.class, "no module sdp; there are core, printer, ssdp");
    assertThat(ssdp).hasContent("enabled = true\n");
  }

  private void refuses(String module, Class<? extends Exception> type, String why) {
    assertThatThrownBy(() -> configurator.enable(module, false))
        .isInstanceOf(type)
        .hasMessageContaining(why);
  }

  @Test
  void promptsForRequiredKeysFirst() {
    assertThat(configurator.keys("printer"))
        .containsExactly(
            new ModuleConfigurator.PromptedKey("serial", "", "digits", "", true),
            new ModuleConfigurator.PromptedKey(
                "port", "The port.", "a whole number from 0 to 65535", "3000", false),
            new ModuleConfigurator.PromptedKey("note", "", "", "a, b", false));
    assertThat(configurator.keys("ssdp")).isEmpty();
  }

  @Test
  void writesAFileThatIsReadBackUnchanged() throws IOException {
    String note = "C:\\Drücker {ip} # ! =";
    String file =
        configurator.add("printer", "bench", Map.of("serial", "01P", "note", note, "port", " "));

    assertThat(file).isEqualTo("io.kitty.x.printer-bench.cfg");
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(etc.resolve(file))) {
      read.load(reader);
    }
    assertThat(read).isEqualTo(Map.of("enabled", "true", "serial", "01P", "note", note));
    assertThat(etc).isDirectoryNotContaining("glob:**.new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench | note | x | serial is missing: allowed are digits",
        "bench | serial | a-b | serial = a-b is not used: allowed are digits",
        "bench | port | 70000 | serial is missing",
        "bench | secret | x | there is no key 'secret'; there are [serial, port, note]",
        "../bench | serial | 1 | the name cannot be '../bench': allowed are 1 to 32 letters",
        "'' | serial | 1 | the name cannot be ''",
      })
  void rejectsInvalidValues(String name, String key, String value, String why) {
    assertThatThrownBy(() -> configurator.add("printer", name, Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
    assertThat(etc).isDirectoryNotContaining("glob:**printer*");
  }

  @ParameterizedTest
  @CsvSource({"${env:HOME}", "a$[secret:x]", "'one\ntwo'"})
  void rejectsPlaceholders(String note) {
    assertThatThrownBy(
            () -> configurator.add("printer", "bench", Map.of("serial", "1", "note", note)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("note = ");
  }

  @Test
  void neverOverwritesAFile() throws IOException {
    Map<String, String> values = Map.of("serial", "1");
    configurator.add("printer", "bench", values);

    assertThatThrownBy(() -> configurator.add("printer", "bench", Map.of("serial", "2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a file etc/io.kitty.x.printer-bench.cfg already");
    assertThat(etc.resolve("io.kitty.x.printer-bench.cfg")).content().contains("serial = 1");
    assertThatThrownBy(() -> configurator.add("ssdp", "bench", Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ssdp has one configuration only");
  }

  @Test
  void hasNoKeysWithoutMetatype() {
    FileConfigurator bare =
        new FileConfigurator(
            () -> MODULES,
            module -> Optional.empty(),
            new Environment(environment::get),
            new ModuleToggle(proxy(ConfigurationAdmin.class, "")),
            etc);
    assertThat(bare.keys("printer")).isEmpty();
    assertThatThrownBy(() -> bare.enable("ssdp", true)).hasMessageContaining("no switch");
  }
}
