// SPDX-License-Identifier: Apache-2.0
package io.kitty.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The configured ports of the hub. Environment variables override the files; invalid values are
 * replaced by the default, as the hub reports them.
 */
final class Settings {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int HTTP_PORT = 8088;
  private static final int SSH_PORT = 8101;
  private static final int HIGHEST_PORT = 65535;
  private static final Set<String> NO = Set.of("0", "false", "no", "off");

  private final Map<String, String> environment;
  private final Path webFile;
  private final Path sshFile;
  private final Properties web;
  private final Properties shell;

  Settings(Map<String, String> environment) {
    this.environment = environment;
    Path etc = Path.of(environment.getOrDefault("KARAF_ETC", "etc"));
    webFile = etc.resolve("io.kitty.web.cfg");
    sshFile = etc.resolve("org.apache.karaf.shell.cfg");
    web = load(webFile);
    shell = load(sshFile);
  }

  boolean servesHttp() {
    return !NO.contains(value("ENABLE_WEB", web, "enabled", "true"));
  }

  PortSetting http() {
    return new PortSetting(
        value("API_HOST", web, "address", LOOPBACK),
        number(value("API_PORT", web, "port", ""), HTTP_PORT),
        "API_PORT",
        "port in " + webFile);
  }

  PortSetting ssh() {
    return new PortSetting(
        shell.getProperty("sshHost", LOOPBACK),
        number(value("SSH_PORT", shell, "sshPort", ""), SSH_PORT),
        "SSH_PORT",
        "sshPort in " + sshFile);
  }

  /** Returns all ports. */
  List<PortSetting> ports() {
    return servesHttp() ? List.of(http(), ssh()) : List.of(ssh());
  }

  /**
   * Returns a variable, else a key of a file, else the default. Values from files for {@code
   * --env-file} may have a comment behind them, or quotes.
   */
  private String value(String variable, Properties file, String key, String defaultValue) {
    return Stream.of(environment.getOrDefault(variable, ""), file.getProperty(key, ""))
        .map(text -> text.replaceFirst("\\s#.*", "").replaceAll("[\"']", "").strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(defaultValue);
  }

  private static int number(String text, int defaultValue) {
    try {
      int number = Integer.parseInt(text);
      return number >= 0 && number <= HIGHEST_PORT ? number : defaultValue;
    } catch (NumberFormatException e) {
      return defaultValue;
    }
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      properties.clear();
    }
    return properties;
  }
}
