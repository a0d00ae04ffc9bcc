// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notify.delivery.Deliveries;
import io.kitty.notify.delivery.TestMessages;
import io.kitty.notify.message.Message;
import io.kitty.testkit.TestConfigs;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Everything that a hub writes while its targets fail in all ways, with the most verbose log: no
 * secret is in it.
 */
class SecretsTest {

  private static final String SECRET = "s3cr3tS3cr3tS3cr3t";
  private static final String BOT = "123456789:" + SECRET;

  /** URLs with a secret, each for all the ways to fail. */
  private static List<String> urls(String http, String smtp) {
    return List.of(
        "ntfy://me:" + SECRET + "@" + http + "/kitty",
        "ntfy://" + http + "/" + SECRET,
        "gotify://" + http + "/" + SECRET,
        "tgram://" + BOT + "/42",
        "discord://1234/" + SECRET,
        "slack://T12345678/B12345678/" + SECRET,
        "json://" + http + "/" + SECRET + "?key=" + SECRET,
        "alertmanager://me:" + SECRET + "@" + http,
        "apprise://" + http + "/" + SECRET,
        "http://" + http + "/hooks/" + SECRET,
        "smtp://me:" + SECRET + "@" + smtp + "?from=a@b.c&to=d@e.f",
        "smtp://me:" + SECRET + "@" + smtp + "?from=a@b.c&to=d@e.f&starttls=no",
        "ntfys://" + http + "/" + SECRET + "%zz",
        "matrix://" + SECRET + "@" + http,
        "slack://" + SECRET);
  }

  /** The hub: prints everything that it tells, and all logs. */
  static final class Program {
    public static void main(String[] arguments) {
      LogManager.getLogManager().reset();
      Logger all = Logger.getLogger("");
      all.setLevel(Level.ALL);
      Handler console = new ConsoleHandler();
      console.setLevel(Level.ALL);
      all.addHandler(console);

      Deliveries deliveries = new Deliveries(bundles(arguments[0]));
      deliveries.start(Program::print);
      int number = 0;
      for (String url : urls(arguments[1], arguments[2])) {
        for (String server : List.of("http://" + arguments[1], "http://127.0.0.1:1")) {
          number++;
          configure(deliveries, "target" + number, url, server);
        }
      }
      for (var target : deliveries.targets()) {
        deliveries.send(target.name(), TestMessages.offline());
        System.out.println(
            deliveries
                .test(target.name())
                .map(CompletionStage::toCompletableFuture)
                .orElseThrow()
                .join());
      }
      System.out.println(deliveries.targets());
      deliveries.stop();
    }

    private static void print(String target, Message message, Outcome outcome, String reason) {
      System.out.println(target + " " + message + " " + outcome + " " + reason);
    }

    private static void configure(Deliveries deliveries, String name, String url, String server) {
      Map<String, Object> values = new HashMap<>();
      values.put("url", url);
      values.put("server", server);
      values.put("headers", "X-Pass: " + SECRET);
      values.put("secret", "whsec_" + SECRET + "AA");
      TargetConfig config = TestConfigs.with(TargetConfig.class, values);
      System.out.println(
          new ConfiguredTarget(
              config, Map.of("service.pid", "io.kitty.notify.target~" + name), deliveries));
    }

    private static BundleContext bundles(String folder) {
      return (BundleContext)
          Proxy.newProxyInstance(
              BundleContext.class.getClassLoader(),
              new Class<?>[] {BundleContext.class},
              (proxy, method, values) -> folder);
    }
  }

  @Test
  void areNowhere(@TempDir Path folder) throws Exception {
    SMTPServer mail =
        new SMTPServer.Builder()
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(0)
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, context) -> {
                      throw new LoginFailedException("not with " + password);
                    }))
            .messageHandler((context, from, to, data) -> {})
            .build();
    mail.start();
    try (RecordingServer server = new RecordingServer()) {
      server.answer(
          404, "{\"message\":\"Cannot POST /hooks/" + SECRET + "\",\"error\":\"x\"}", Map.of());
      String output = run(folder, server.authority(), "127.0.0.1:" + mail.getPortAllocated());

      assertThat(server.requests()).hasSizeGreaterThan(12);
      assertThat(output)
          .contains("it answers 404", "nothing listens there", "it refuses user or password")
          .contains("it offers no encryption", "matrix://, which is unknown", "DEBUG", "AUTH LOGIN")
          .doesNotContainIgnoringCase(SECRET);
    } finally {
      mail.stop();
    }
  }

  private static String run(Path folder, String http, String smtp) throws Exception {
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Program.class.getName(),
                folder.toString(),
                http,
                smtp)
            .redirectErrorStream(true)
            .start();
    String output = new String(hub.getInputStream().readAllBytes(), UTF_8);
    assertThat(hub.waitFor()).as(output).isZero();
    return output;
  }
}
