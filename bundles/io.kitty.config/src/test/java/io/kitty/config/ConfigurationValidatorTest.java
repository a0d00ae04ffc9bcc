// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.config.schema.MetatypeReader;
import io.kitty.config.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

class ConfigurationValidatorTest {

  private static final String METATYPE =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0"
          xmlns:kitty="urn:kitty:config">
        <OCD id="io.kitty.x.Config" name="X">
          <AD id="enabled" type="Boolean" required="true" default="true"/>
          <AD id="interfaces" type="String" default="*" kitty:standIn="NONE"
              kitty:pattern="[a-z*,!0-9]+" kitty:allowed="names like eth0"/>
          <AD id="interval" type="Integer" min="1" max="3600" default="60"
              kitty:environment="SCAN_LOOP_INTERVAL"/>
          <AD id="dns" type="Boolean" default="true" kitty:environment="DNS"/>
          <AD id="address" type="String" default="127.0.0.1" kitty:standIn="DEFAULT"
              kitty:pattern="[0-9.]+" kitty:allowed="addresses like 127.0.0.1"
              kitty:environment="API_HOST"/>
          <AD id="url" type="String" default="redis://localhost" kitty:enables="true"
              kitty:pattern="redis://.*" kitty:allowed="URLs like redis://host"
              kitty:environment="REDIS_URL"/>
          <AD id="password" type="Password" default="" kitty:pattern="[a-z]*"
              kitty:allowed="small letters"/>
          <AD id="rate" type="Long" min="0" default="1"/>
          <AD id="ratio" type="Double" max="1" default="0.5"/>
          <AD id="mode" type="String" default="a"><Option label="a" value="a"/>
            <Option label="b" value="b"/></AD>
          <AD id="subnets" type="String" cardinality="100" default=""
              kitty:pattern="[0-9./]+" kitty:allowed="networks like 192.168.1.0/24"
              kitty:environment="SUBNETS" kitty:standIn="NONE"/>
          <AD id="hosts" type="String" cardinality="100" default=""
              kitty:pattern="[0-9.]+" kitty:allowed="addresses like 192.168.1.20"/>
        </OCD>
        <OCD id="io.kitty.f.Config" name="F">
          <AD id="enabled" type="Boolean" required="true" default="true"/>
          <AD id="serial" type="String" required="true"
              kitty:pattern="[0-9A-Z]+" kitty:allowed="serial numbers"/>
          <AD id="note" type="String" required="false"/>
        </OCD>
        <Designate pid="io.kitty.x"><Object ocdref="io.kitty.x.Config"/></Designate>
        <Designate factoryPid="io.kitty.f"><Object ocdref="io.kitty.f.Config"/></Designate>
      </metatype:MetaData>
      """;

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Schema> schemas;
  private final ConfigurationValidator validator;

  ConfigurationValidatorTest() throws IOException {
    schemas = MetatypeReader.read(stream(METATYPE));
    validator = new ConfigurationValidator(schemas::get, new Environment(environment::get));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private Dictionary<String, Object> configure(String key, Object value) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", "io.kitty.x");
    properties.put("felix.fileinstall.filename", "file:/hub/etc/io.kitty.x.cfg");
    properties.put(key, value);
    validator.modifyConfiguration(null, properties);
    return properties;
  }

  @Test
  void readsTheKeysOfEachPid() {
    assertThat(schemas.keySet()).containsExactlyInAnyOrder("io.kitty.x", "io.kitty.f");
    assertThat(schemas.get("io.kitty.x").keys().keySet())
        .startsWith("enabled", "interfaces", "interval")
        .contains("rate", "ratio", "mode", "subnets");
    assertThat(schemas.get("io.kitty.x").keys().get("mode").options()).containsExactly("a", "b");
    assertThat(schemas.get("io.kitty.x").keys().get("subnets").list()).isTrue();
  }

  @Test
  void rejectsInvalidMetatype() {
    assertThatThrownBy(() -> MetatypeReader.read(stream("<MetaData><OCD")))
        .isInstanceOf(IOException.class);
    String bomb = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>";
    assertThatThrownBy(() -> MetatypeReader.read(stream(bomb))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1,true",
    "0,false",
    "true,true",
    "FALSE,false",
    "yes,true",
    "off,false",
    "' 1 ',true"
  })
  void parsesBooleans(String text, boolean value) {
    assertThat(configure("enabled", text).get("enabled")).isEqualTo(value);
    assertThat(validator.lines()).isEmpty();
  }

  @Test
  void parsesNumbers() {
    assertThat(configure("interval", "3600").get("interval")).isEqualTo(3600);
    assertThat(configure("rate", "5000000000").get("rate")).isEqualTo(5_000_000_000L);
    assertThat(configure("ratio", "0.25").get("ratio")).isEqualTo(0.25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval|0|allowed is a whole number from 1 to 3600",
        "interval|3601|allowed is a whole number from 1 to 3600",
        "interval|fast|allowed is a whole number from 1 to 3600",
        "rate|-1|allowed is a whole number from 0",
        "ratio|2|allowed is a number up to 1",
        "ratio|NaN|allowed is a number up to 1",
        "mode|c|allowed are a, b",
        "hosts|lan|allowed are addresses like 192.168.1.20",
        "hosts|,|it names nothing"
      })
  void reportsInvalidValues(String key, String value, String allowed) {
    Dictionary<String, Object> properties = configure(key, value);

    assertThat(properties.get(key)).isNull();
    assertThat(validator.lines())
        .containsExactly(
            "/hub/etc/io.kitty.x.cfg: "
                + key
                + " = "
                + value
                + " is not used: "
                + allowed
                + "; the default goes on");
  }

  @Test
  void refusesLongValues() {
    configure("interfaces", "eth0");

    assertThat(configure("interfaces", "x,".repeat(50_000)).get("interfaces")).isEqualTo("eth0");
    assertThat(configure("hosts", "10.0.0.1,".repeat(50_000)).get("hosts")).isNull();
    assertThat(validator.lines())
        .singleElement()
        .asString()
        .hasSizeLessThan(300)
        .endsWith(" is not used: allowed are at most 10000 characters; the default goes on");
  }

  @Test
  void keepsTheLastValidValue() {
    configure("interval", "30");
    assertThat(configure("interval", "x").get("interval")).isEqualTo(30);
    assertThat(validator.lines()).singleElement().asString().endsWith("; 30 goes on");

    configure("password", "");
    assertThat(configure("password", "A1").get("password")).isEqualTo("");
    assertThat(validator.lines()).last().asString().endsWith("; an empty value goes on");
    configure("interval", "31");
    assertThat(validator.lines()).isEmpty();
  }

  @Test
  void parsesLists() {
    String[] both = {"10.0.0.0/8", "192.0.2.0/24"};
    assertThat((String[]) configure("subnets", "10.0.0.0/8, 192.0.2.0/24,").get("subnets"))
        .containsExactly(both);
    assertThat((String[]) configure("subnets", both).get("subnets")).containsExactly(both);
    assertThat((String[]) configure("subnets", List.of(both)).get("subnets")).containsExactly(both);
    assertThat((String[]) configure("subnets", "").get("subnets")).isEmpty();
  }

  @Test
  void reportsUnknownKeysWithoutTheirValues() {
    configure("pasword", "secret");

    assertThat(validator.lines())
        .singleElement()
        .asString()
        .startsWith("/hub/etc/io.kitty.x.cfg: pasword: there is no such key")
        .contains("password")
        .doesNotContain("secret");
  }

  @Test
  void reportsLinesWithoutAKey() {
    configure("", "3");

    assertThat(validator.lines()).singleElement().asString().contains("a line has no key");
  }

  @Test
  void hidesSecrets() {
    assertThat(configure("password", "Hunter2").get("password")).isNull();
    assertThat(validator.lines()).singleElement().asString().contains("password = *** is not used");

    configure("password", "hunter");
    configure("password", "Hunter2");
    assertThat(validator.lines()).singleElement().asString().doesNotContainIgnoringCase("hunter");

    configure("url", "rediss://user:hunter2@host");
    assertThat(validator.lines())
        .singleElement()
        .asString()
        .contains("url = rediss://***@host is not used");
  }

  @Test
  void usesTheValidElementsOfAList() {
    String[] good = {"10.0.0.0/8", "192.0.2.0/24"};

    assertThat((String[]) configure("subnets", "10.0.0.0/8, lan,192.0.2.0/24,wlan").get("subnets"))
        .containsExactly(good);
    assertThat(validator.lines())
        .containsExactly(
            "/hub/etc/io.kitty.x.cfg: subnets = lan, wlan is not used: allowed are networks like"
                + " 192.168.1.0/24; [10.0.0.0/8, 192.0.2.0/24] is used");
    assertThat((String[]) configure("subnets", "lan").get("subnets")).containsExactly(good);
    assertThat(validator.lines())
        .singleElement()
        .asString()
        .endsWith("; [10.0.0.0/8, 192.0.2.0/24] goes on");
  }

  @ParameterizedTest
  @CsvSource({
    "enabled,maybe",
    "dns,maybe",
    "dns,''",
  })
  void anInvalidBooleanIsOff(String key, String value) {
    assertThat(configure(key, value).get(key)).isEqualTo(false);
    assertThat(validator.lines()).singleElement().asString().endsWith("; it is off");
  }

  @ParameterizedTest
  @CsvSource({"subnets,lan", "subnets,' , '", "interfaces,''", "interfaces,eth 0"})
  void disablesTheModuleIfTheDefaultWouldHaveMoreEffect(String key, String value) {
    Dictionary<String, Object> properties = configure(key, value);

    assertThat(properties.get(key)).isNull();
    assertThat(properties.get("enabled")).isEqualTo(false);
    assertThat(validator.lines())
        .singleElement()
        .asString()
        .contains(key + " = ")
        .endsWith("; nothing runs without it");
  }

  @Test
  void keepsTheLastValidValueIfTheDefaultWouldHaveMoreEffect() {
    configure("interfaces", "eth0");
    Dictionary<String, Object> properties = configure("interfaces", "");

    assertThat(properties.get("interfaces")).isEqualTo("eth0");
    assertThat(properties.get("enabled")).isNull();
  }

  @Test
  void theEnvironmentOverrides() {
    environment.put("SCAN_LOOP_INTERVAL", "7");
    environment.put("ENABLE_X", "0");
    Dictionary<String, Object> properties = configure("interval", "30");

    assertThat(properties.get("interval")).isEqualTo(7);
    assertThat(properties.get("enabled")).isEqualTo(false);
  }

  @Test
  void reportsInvalidVariables() {
    environment.put("SCAN_LOOP_INTERVAL", "never");
    configure("interval", "30");

    assertThat(validator.lines())
        .singleElement()
        .asString()
        .startsWith("environment: SCAN_LOOP_INTERVAL = never is not used: allowed is a whole")
        .endsWith("; it counts as not set");
  }

  @Test
  void fallsBackToTheFilesValueForAnInvalidVariable() {
    environment.put("SCAN_LOOP_INTERVAL", "never");
    environment.put("API_HOST", "300.1x");
    environment.put("SUBNETS", "lan");
    environment.put("DNS", "maybe");

    assertThat(configure("interval", "30").get("interval")).isEqualTo(30);
    assertThat(configure("address", "0.0.0.0").get("address")).isNull();
    assertThat(configure("subnets", "10.0.0.0/8").get("subnets")).isNull();
    assertThat(configure("subnets", "10.0.0.0/8").get("enabled")).isEqualTo(false);
    assertThat(configure("dns", "true").get("dns")).isEqualTo(false);
    assertThat(validator.lines())
        .allMatch(line -> line.startsWith("environment: "))
        .extracting(line -> line.replaceFirst(".*; ", ""))
        .containsExactly(
            "the default goes on", "it is off", "it counts as not set", "nothing runs without it");
  }

  @Test
  void usesTheValidElementsOfAListInTheEnvironment() {
    environment.put("SUBNETS", "127.0.5.0/29,bad,10.77.0.7/30  # mine");

    assertThat((String[]) configure("subnets", "").get("subnets"))
        .containsExactly("127.0.5.0/29", "10.77.0.7/30");
    assertThat(validator.lines())
        .containsExactly(
            "environment: SUBNETS = bad is not used: allowed are networks like 192.168.1.0/24;"
                + " [127.0.5.0/29, 10.77.0.7/30] is used");
  }

  @Test
  void aVariableMayEnableTheModule() {
    environment.put("REDIS_URL", "redis://elsewhere");
    assertThat(configure("enabled", "false").get("enabled")).isEqualTo(true);

    environment.put("ENABLE_X", "0");
    assertThat(configure("enabled", "true").get("enabled")).isEqualTo(false);

    environment.remove("ENABLE_X");
    environment.put("REDIS_URL", "elsewhere");
    assertThat(configure("enabled", "false").get("enabled")).isEqualTo(false);
  }

  @Test
  void reportsAnInvalidVariableOnce() {
    environment.put("SCAN_LOOP_INTERVAL", "never");
    configure("interval", "30");
    Dictionary<String, Object> other = new Hashtable<>(Map.of("service.pid", "io.kitty.y"));
    schemas.put("io.kitty.y", schemas.get("io.kitty.x"));
    validator.modifyConfiguration(null, other);

    assertThat(validator.lines()).hasSize(1);
  }

  @Test
  void anUnreadableFileDisablesTheModule() {
    environment.put("ENABLE_X", "1");
    Dictionary<String, Object> properties = configure(ConfigurationValidator.HELD, true);

    assertThat(properties.get("enabled")).isEqualTo(false);
    assertThat(validator.lines()).isEmpty();
  }

  @Test
  void aTruncatedFileChangesNothing(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("io.kitty.x.cfg"));

    assertThat(configure(file).get("enabled")).isEqualTo(false);
    assertThat(validator.lines())
        .containsExactly(file + " is empty; nothing runs by it until it is filled or deleted");

    Files.writeString(file, "interfaces = eth0\nrate = 7\n");
    assertThat(configure(file, "interfaces", "eth0", "rate", "7").get("enabled")).isNull();
    assertThat(validator.lines()).isEmpty();

    Files.writeString(file, "");
    Dictionary<String, Object> properties = configure(file);
    assertThat(properties.get("interfaces")).isEqualTo("eth0");
    assertThat(properties.get("rate")).isEqualTo(7L);
    assertThat(validator.lines()).containsExactly(file + " is empty; what it said last goes on");
  }

  @Test
  void filesAreUtf8(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("io.kitty.x.cfg"), "url = redis://Dr\u00fccker\n");

    assertThat(configure(file, "url", "redis://Dr\u00c3\u00bccker").get("url"))
        .isEqualTo("redis://Dr\u00fccker");
    assertThat(configure(file, "hosts", "\uFFFD").get("hosts")).isNull();
    assertThat(validator.lines())
        .singleElement()
        .asString()
        .contains("hosts = \uFFFD is not used: it holds bytes that are not UTF-8");
  }

  /** Returns the configuration from a file with pairs of keys and values. */
  private Dictionary<String, Object> configure(Path file, String... pairs) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", "io.kitty.x");
    properties.put("felix.fileinstall.filename", file.toUri().toString());
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    validator.modifyConfiguration(null, properties);
    return properties;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void ignoresEmptyVariables(String empty) {
    environment.put("SCAN_LOOP_INTERVAL", empty);

    assertThat(configure("interval", "30").get("interval")).isEqualTo(30);
  }

  @Test
  void aVariableDoesNotEnableAllInstancesOfAFactory() {
    environment.put("ENABLE_F~A", "0");
    environment.put("ENABLE_F", "0");

    assertThat(instance("enabled", "1", "serial", "A1").get("enabled")).isEqualTo(true);
  }

  /** Returns an instance of a factory, with pairs of keys and values. */
  private Dictionary<String, Object> instance(String... pairs) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", "io.kitty.f~a");
    properties.put("service.factoryPid", "io.kitty.f");
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    validator.modifyConfiguration(null, properties);
    return properties;
  }

  @Test
  void isDisabledIfARequiredValueIsMissing() {
    assertThat(instance("enabled", "1").get("enabled")).isEqualTo(false);
    assertThat(validator.lines())
        .containsExactly(
            "io.kitty.f~a: serial is missing: allowed are serial numbers; nothing runs without it");

    assertThat(instance("enabled", "1", "serial", " ").get("enabled")).isEqualTo(false);
    assertThat(validator.lines()).singleElement().asString().contains("serial is missing");

    assertThat(instance("enabled", "1", "serial", "?").get("enabled")).isEqualTo(false);
    assertThat(validator.lines())
        .containsExactly(
            "io.kitty.f~a: serial = ? is not used: allowed are serial numbers;"
                + " nothing runs without it");

    assertThat(instance("enabled", "1", "serial", "A1").get("enabled")).isEqualTo(true);
    assertThat(validator.lines()).isEmpty();
  }

  @Test
  void keepsTheLastValidValueWithoutADefault() {
    instance("serial", "A1");

    Dictionary<String, Object> properties = instance("enabled", "1");

    assertThat(properties.get("serial")).isEqualTo("A1");
    assertThat(properties.get("enabled")).isEqualTo(true);
    assertThat(validator.lines()).singleElement().asString().endsWith("; A1 goes on");
  }

  @Test
  void dropsTheStateOfDeletedConfigurations() {
    instance("serial", "A1");
    instance("serial", "?");

    validator.configurationEvent(
        new ConfigurationEvent(
            anybody(), ConfigurationEvent.CM_DELETED, "io.kitty.f", "io.kitty.f~a"));

    assertThat(validator.lines()).isEmpty();
    assertThat(instance("enabled", "1").get("serial")).isNull();
  }

  @SuppressWarnings("unchecked")
  private static ServiceReference<ConfigurationAdmin> anybody() {
    return (ServiceReference<ConfigurationAdmin>)
        Proxy.newProxyInstance(
            ConfigurationValidatorTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (proxy, method, arguments) -> null);
  }

  @Test
  void ignoresOtherConfigurations() {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", "org.apache.karaf.shell");
    properties.put("whatever", "1");
    validator.modifyConfiguration(null, properties);

    assertThat(properties.get("whatever")).isEqualTo("1");
    assertThat(validator.lines()).isEmpty();
  }
}
