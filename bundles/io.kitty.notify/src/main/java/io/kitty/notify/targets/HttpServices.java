// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import io.kitty.commons.HostName;
import io.kitty.notify.alertmanager.AlertmanagerFormat;
import io.kitty.notify.alertmanager.FiringAlerts;
import io.kitty.notify.service.AppriseFormat;
import io.kitty.notify.service.DiscordFormat;
import io.kitty.notify.service.GotifyFormat;
import io.kitty.notify.service.NtfyFormat;
import io.kitty.notify.service.SlackFormat;
import io.kitty.notify.service.TelegramFormat;
import io.kitty.notify.service.WebhookFormat;
import io.kitty.notify.service.WebhookSignature;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which service of the web a URL stands for. The spellings are those of Apprise, and of
 * shoutrrr where they differ; the URLs that Slack, Mattermost, Rocket.Chat and Discord give out are
 * accepted as they are.
 */
final class HttpServices {

  /**
   * A service and how it is addressed.
   *
   * @param name the kind of service
   * @param server the URL of its server
   * @param format how it wants messages
   */
  record HttpService(String name, URI server, ServiceFormat format) {}

  private static final URI NTFY = URI.create("https://ntfy.sh");
  private static final URI TELEGRAM = URI.create("https://api.telegram.org");
  private static final URI DISCORD = URI.create("https://discord.com");
  private static final URI SLACK = URI.create("https://hooks.slack.com");
  private static final int ALERTMANAGER_PORT = 9093;

  private static final Pattern BOT = Pattern.compile("(bot)?[0-9]{1,20}:[A-Za-z0-9_-]{10,100}");
  private static final Pattern CHAT =
      Pattern.compile("(-?[0-9]{1,20}|@?[A-Za-z]\\w{2,63})(:(\\d{1,9}))?");

  private final TargetSettings settings;
  private final TargetUrl url;
  private final Path folder;
  private final Clock clock;

  /**
   * @param folder the folder for the files of the target
   */
  HttpServices(TargetSettings settings, Path folder, Clock clock) {
    this.settings = settings;
    this.url = settings.url();
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Returns the service.
   *
   * @throws IllegalArgumentException with a sentence for people that contains no secret
   */
  HttpService find() {
    return switch (url.scheme()) {
      case "ntfy" -> ntfy(false);
      case "ntfys" -> ntfy(true);
      case "gotify" -> gotify(false);
      case "gotifys" -> gotify(true);
      case "tgram", "telegram" -> telegram();
      case "discord" -> discord();
      case "slack" -> slack();
      case "mmost" -> mattermost(false);
      case "mmosts" -> mattermost(true);
      case "json" -> webhook(false);
      case "jsons" -> webhook(true);
      case "alertmanager" -> alertmanager(false);
      case "alertmanagers" -> alertmanager(true);
      case "apprise" -> apprise(false);
      case "apprises" -> apprise(true);
      case "http" -> given(false);
      case "https" -> given(true);
      default ->
          throw new IllegalArgumentException(
              "url is not used: it begins with "
                  + url
                  + ", which is unknown; allowed are ntfy://, gotify://, json://, apprise:// and"
                  + " alertmanager://, each with an s before the colon for TLS, tgram://,"
                  + " discord://, slack://, mmosts://, smtp:// and smtps://; an Apprise API sends"
                  + " to all others");
    };
  }

  private HttpService ntfy(boolean secure) {
    List<String> path = url.segments();
    boolean cloud = path.isEmpty();
    String topic = cloud ? url.authority() : path.get(path.size() - 1);
    if (!topic.matches("[A-Za-z0-9_-]{1,64}")) {
      throw expected("ntfys://HOST/TOPIC or ntfy://TOPIC; a topic has letters, digits, _ and -");
    }
    boolean tls = secure || url.authority().equalsIgnoreCase(NTFY.getHost());
    URI server = server(cloud ? NTFY : null, tls, 0);
    return new HttpService("ntfy", server, new NtfyFormat(at(server, prefix(1) + "/"), topic));
  }

  private HttpService gotify(boolean secure) {
    boolean separate = !settings.token().isEmpty();
    List<String> path = url.segments();
    if (!separate && path.isEmpty()) {
      throw expected("gotifys://HOST/TOKEN, or gotifys://HOST and the key token");
    }
    String token = separate ? settings.token().reveal() : path.get(path.size() - 1);
    if (!token.matches("[A-Za-z0-9._-]{1,128}")) {
      throw expected("gotifys://HOST/TOKEN; a token has letters, digits, dots, _ and -");
    }
    URI server = server(null, secure, 0);
    URI endpoint = at(server, prefix(separate ? 0 : 1) + "/message");
    return new HttpService("gotify", server, new GotifyFormat(endpoint, token));
  }

  /** Also {@code telegram://TOKEN@telegram?chats=CHAT}, as shoutrrr has it. */
  private HttpService telegram() {
    boolean shoutrrr = url.authority().equals("telegram");
    String bot =
        shoutrrr
            ? url.user() + ":" + Objects.requireNonNullElse(url.password(), "")
            : url.authority();
    List<String> path = url.segments();
    String channels = url.value("chats") + url.value("channels");
    Matcher chat = CHAT.matcher(shoutrrr ? channels : path.size() == 1 ? path.get(0) : "");
    if (!BOT.matcher(bot).matches() || !chat.matches()) {
      throw expected(
          "tgram://BOT_TOKEN/CHAT, with the id of one chat, or the name of one channel; a topic of"
              + " it follows after a colon");
    }
    String thread = chat.group(3) == null ? url.value("topic") : chat.group(3);
    String id = chat.group(1);
    URI server = server(TELEGRAM, true, 0);
    return new HttpService(
        "telegram",
        server,
        new TelegramFormat(
            at(server, "/bot" + bot.replaceFirst("^bot", "") + "/sendMessage"),
            Character.isLetter(id.charAt(0)) ? "@" + id : id,
            thread.matches("\\d{1,9}") ? Integer.parseInt(thread) : 0));
  }

  /** Also {@code discord://TOKEN@ID}, as shoutrrr has it. */
  private HttpService discord() {
    List<String> path = url.segments();
    boolean shoutrrr = path.isEmpty();
    String token = shoutrrr ? url.user() : path.get(0);
    if (!url.authority().matches("[0-9]{1,24}") || !token.matches("[A-Za-z0-9_-]{1,128}")) {
      throw expected("discord://WEBHOOK_ID/WEBHOOK_TOKEN");
    }
    URI server = server(DISCORD, true, 0);
    return new HttpService(
        "discord",
        server,
        new DiscordFormat(at(server, "/api/webhooks/" + url.authority() + "/" + token)));
  }

  /**
   * Also {@code slack://hook:A-B-C@webhook}, as shoutrrr has it. A channel after the tokens is left
   * out, since a webhook has one of its own.
   */
  private HttpService slack() {
    boolean shoutrrr = url.authority().equals("webhook") && url.password() != null;
    List<String> tokens =
        shoutrrr
            ? List.of(Objects.requireNonNull(url.password()).split("-"))
            : tokens(url.authority(), url.segments());
    if (tokens.size() != 3 || !tokens.stream().allMatch(each -> each.matches("\\w{6,64}"))) {
      throw expected("slack://TOKEN_A/TOKEN_B/TOKEN_C, those of an incoming webhook");
    }
    URI server = server(SLACK, true, 0);
    return new HttpService(
        "slack", server, new SlackFormat(at(server, "/services/" + String.join("/", tokens))));
  }

  private static List<String> tokens(String first, List<String> path) {
    return path.size() < 2 ? List.of() : List.of(first, path.get(0), path.get(1));
  }

  private HttpService mattermost(boolean secure) {
    if (url.segments().isEmpty()) {
      throw expected("mmosts://HOST/TOKEN, that of an incoming webhook");
    }
    URI server = server(null, secure, 0);
    String path = prefix(1) + "/hooks" + url.path().substring(url.path().lastIndexOf('/'));
    return new HttpService("slack", server, new SlackFormat(at(server, path)));
  }

  private HttpService webhook(boolean secure) {
    URI server = server(null, secure, 0);
    return new HttpService(
        "json",
        server,
        new WebhookFormat(
            at(server, (url.path().isEmpty() ? "/" : url.path()) + url.query()),
            signature(),
            "/kitty/" + HostName.get().replaceAll("[^A-Za-z0-9._-]", "-"),
            clock));
  }

  private WebhookSignature signature() {
    if (settings.secret().isEmpty()) {
      return WebhookSignature.NONE;
    }
    String secret = settings.secret().reveal();
    return settings.hub() ? WebhookSignature.hub(secret) : WebhookSignature.standard(secret);
  }

  private HttpService alertmanager(boolean secure) {
    URI server = server(null, secure, secure ? 0 : ALERTMANAGER_PORT);
    return new HttpService(
        "alertmanager",
        server,
        new AlertmanagerFormat(
            at(server, url.path() + "/api/v2/alerts"),
            new FiringAlerts(folder.resolve(settings.name() + ".firing"), clock)));
  }

  private HttpService apprise(boolean secure) {
    String urls = url.value("urls");
    if (urls.isEmpty() == url.segments().isEmpty()) {
      throw expected("apprises://HOST/KEY or apprises://HOST?urls=URLS, with ?tag=TAG if wanted");
    }
    URI server = server(null, secure, 0);
    String key = urls.isEmpty() ? url.path().substring(url.path().lastIndexOf('/')) : "";
    String path = prefix(urls.isEmpty() ? 1 : 0) + "/notify" + key;
    String tag = url.value("tag").isEmpty() ? url.value("tags") : url.value("tag");
    return new HttpService("apprise", server, new AppriseFormat(at(server, path), urls, tag));
  }

  /** Returns the service of a webhook whose URL is given as the service gives it out. */
  private HttpService given(boolean secure) {
    String path = url.path();
    URI server = server(null, secure, 0);
    URI webhook = at(server, path + url.query());
    boolean slack =
        path.endsWith("/slack") || path.contains("/hooks/") || path.startsWith("/services/");
    if (slack) {
      return new HttpService("slack", server, new SlackFormat(webhook));
    }
    if (path.startsWith("/api/webhooks/")) {
      return new HttpService("discord", server, new DiscordFormat(webhook));
    }
    throw expected(
        "jsons://HOST/PATH for a webhook of your own; with https:// only webhooks of Slack,"
            + " Mattermost, Rocket.Chat and Discord are known");
  }

  /**
   * Returns the URL of the server.
   *
   * @param usual that of the service if it has only one; null for the host in the URL
   */
  private URI server(@Nullable URI usual, boolean secure, int port) {
    URI server = settings.server();
    try {
      return server != null ? server : usual != null ? usual : url.server(secure, port);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url is not used: " + e.getMessage());
    }
  }

  /** Returns the path as it is written, without its last segments. */
  private String prefix(int segments) {
    String prefix = url.path();
    for (int i = 0; i < segments; i++) {
      prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('/')));
    }
    return prefix;
  }

  private static URI at(URI server, String path) {
    try {
      return new URI(server + path);
    } catch (URISyntaxException e) {
      throw expected("letters, digits and the other characters of URLs");
    }
  }

  private static IllegalArgumentException expected(String allowed) {
    return new IllegalArgumentException("url is not used: allowed is " + allowed);
  }
}
