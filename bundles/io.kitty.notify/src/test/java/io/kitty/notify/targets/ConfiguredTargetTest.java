// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.notification.NotificationTarget;
import io.kitty.notify.delivery.Deliveries;
import io.kitty.testkit.TestConfigs;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

/** A configuration file, and what is said about it; secrets are never part of that. */
class ConfiguredTargetTest {

  private static final Map<String, Object> FILE =
      Map.of("felix.fileinstall.filename", "file:/opt/kitty/etc/io.kitty.notify.target-phone.cfg");

  @TempDir private Path folder;

  private Deliveries deliveries;

  @BeforeEach
  void start() {
    deliveries =
        new Deliveries(
            (BundleContext)
                Proxy.newProxyInstance(
                    BundleContext.class.getClassLoader(),
                    new Class<?>[] {BundleContext.class},
                    (proxy, method, arguments) -> folder.toString()));
  }

  @AfterEach
  void stop() {
    deliveries.stop();
  }

  private ConfiguredTarget configured(Map<String, Object> values) {
    return new ConfiguredTarget(TestConfigs.with(TargetConfig.class, values), FILE, deliveries);
  }

  private NotificationTarget target(Map<String, Object> values) {
    configured(values);
    return deliveries.targets().get(0);
  }

  private String problem(String url, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("url", url);
    String problem = target(all).problem();
    assertThat(problem).doesNotContain("s3cr3t").doesNotContain("hunter22");
    return problem;
  }

  @Test
  void comesAndGoesWithItsFile() {
    ConfiguredTarget phone = configured(Map.of("url", "ntfys://ntfy.example.org:8443/s3cr3t"));
    NotificationTarget target = deliveries.targets().get(0);

    assertThat(target.name()).isEqualTo("phone");
    assertThat(target.service()).isEqualTo("ntfy");
    assertThat(target.address()).isEqualTo("ntfy.example.org:8443");
    assertThat(target.enabled()).isTrue();
    assertThat(target.problem()).isEmpty();
    assertThat(target.toString()).doesNotContain("s3cr3t");

    phone.stop();
    assertThat(deliveries.targets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ntfy://kitty, ntfy, ntfy.sh",
    "ntfy://ntfy.sh/kitty, ntfy, ntfy.sh",
    "ntfys://[fd00::1]:8443/kitty, ntfy, [fd00::1]:8443",
    "gotifys://push.lan/s3cr3t, gotify, push.lan",
    "tgram://123456789:s3cr3t-s3cr3t/42, telegram, api.telegram.org",
    "discord://1234/s3cr3t, discord, discord.com",
    "slack://T12345678/B12345678/s3cr3t00, slack, hooks.slack.com",
    "https://hooks.slack.com/services/T1/B1/s3cr3t, slack, hooks.slack.com",
    "https://discord.com/api/webhooks/1/s3cr3t, discord, discord.com",
    "mmosts://chat.lan/s3cr3t, slack, chat.lan",
    "JSONS://hook.lan/s3cr3t, json, hook.lan",
    "alertmanager://alerts.lan, alertmanager, alerts.lan:9093",
    "alertmanagers://alerts.lan, alertmanager, alerts.lan",
    "apprise://apprise.lan:8000/s3cr3t, apprise, apprise.lan:8000",
    "smtps://me:s3cr3t@mail.lan?from=a@b.c&to=d@e.f, smtp, mail.lan",
  })
  void services(String url, String service, String address) {
    NotificationTarget target = target(Map.of("url", url));

    assertThat(target.problem()).isEmpty();
    assertThat(target.service()).isEqualTo(service);
    assertThat(target.address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cr3t",
        "ntfy://",
        "ntfys://host/a%zzs3cr3t",
        "ntfys://host/s3cr3t topic!",
        "ntfys://ho st/s3cr3t",
        "ntfys://host:70000/s3cr3t",
        "ntfys://host:0/s3cr3t",
        "gotify://host",
        "tgram://s3cr3t/42",
        "tgram://123456789:s3cr3t-s3cr3t",
        "tgram://123456789:s3cr3t-s3cr3t/42/43",
        "discord://s3cr3t/1",
        "slack://s3cr3t/1/2",
        "mmost://host",
        "json://s3cr3t host/",
        "json://host/s3cr3t|x",
        "apprise://host",
        "apprise://host/s3cr3t?urls=x",
        "https://host/s3cr3t",
        "smtp://me:s3cr3t@host",
        "smtp://me:s3cr3t@host?from=a@b.c&to=nobody",
        "matrix://s3cr3t@host",
      })
  void urlsThatCannotBeUsed(String url) {
    assertThat(problem(url, Map.of()))
        .matches("etc/io\\.kitty\\.notify\\.target-phone\\.cfg: url (is not used: .{20,}|is.*)");
    assertThat(deliveries.targets().get(0).service()).isEmpty();
  }

  @Test
  void saysWhatIsAllowed() {
    assertThat(problem("matrix://s3cr3t@host", Map.of()))
        .contains("matrix://", "ntfy://", "apprise://", "smtps://");
    assertThat(problem("https://host/s3cr3t", Map.of())).contains("jsons://HOST/PATH");
    assertThat(problem("", Map.of())).endsWith("cfg: url or url.file is missing");
    assertThat(problem("jsons://host/", Map.of("secret", "s3cr3t, not Base64")))
        .endsWith(
            "secret is not used: allowed is whsec_ followed by Base64, or any text with signature ="
                + " hub");
    assertThat(problem("jsons://host/", Map.of("headers", "X-Id s3cr3t")))
        .contains("headers is not used: allowed are NAME: VALUE");
    assertThat(problem("jsons://host/", Map.of("headers", "Host: s3cr3t")))
        .endsWith("headers is not used: the header Host cannot be set");
    assertThat(problem("jsons://host/", Map.of("password_file", "/nowhere/pw")))
        .contains("password.file = /nowhere/pw cannot be read: there is no such file");
    assertThat(problem("jsons://host/", Map.of("ca_file", "/nowhere/ca")))
        .contains("ca.file = /nowhere/ca cannot be read: there is no such file");
  }

  @Test
  void theUrlCanBeInAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("url"), "gotify://push.lan/s3cr3t\n");

    assertThat(target(Map.of("url_file", file.toString())).service()).isEqualTo("gotify");
  }

  @Test
  void aDisabledFileNeedNotBeRight() {
    NotificationTarget target = target(Map.of("enabled", false));

    assertThat(target.enabled()).isFalse();
    assertThat(target.problem()).isEmpty();
  }

  @Test
  void namesItselfWithoutAFile() {
    new ConfiguredTarget(
        TestConfigs.with(TargetConfig.class, Map.of("url", "ntfy://kitty")),
        Map.of("service.pid", "io.kitty.notify.target~t\u00fcr/1"),
        deliveries);

    assertThat(deliveries.targets().get(0).name()).isEqualTo("t_r_1");
  }
}
