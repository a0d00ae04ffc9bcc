// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import io.kitty.notify.mail.MailServer;
import io.kitty.notify.mail.MailTransport;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS&to=ADDRESS,ADDRESS}, as shoutrrr has it,
 * and {@code smtps://} for servers that encrypt from the begin.
 */
final class MailServices {

  private static final int SMTP = 25;
  private static final int SMTPS = 465;
  private static final int MAX_RECIPIENTS = 20;
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}");

  private MailServices() {}

  /**
   * Returns the server.
   *
   * @throws IllegalArgumentException with a sentence for people that contains no secret
   */
  static TargetService find(TargetSettings settings, @Nullable SSLContext tls) {
    TargetUrl url = settings.url();
    boolean secure = url.scheme().equals("smtps");
    URI server = server(url, secure);
    String from = first(url, "from", "fromaddress", settings.user());
    List<String> to =
        Arrays.stream(first(url, "to", "toaddresses", "").split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    if (to.isEmpty()
        || to.size() > MAX_RECIPIENTS
        || !ADDRESS.matcher(from).matches()
        || !to.stream().allMatch(each -> ADDRESS.matcher(each).matches())) {
      throw new IllegalArgumentException(
          "url is not used: allowed is smtps://HOST?from=ADDRESS&to=ADDRESS, with commas between up"
              + " to "
              + MAX_RECIPIENTS
              + " addresses");
    }
    int usual = secure ? SMTPS : SMTP;
    int port = server.getPort();
    MailServer mail =
        new MailServer(
            server.getHost().replaceAll("[\\[\\]]", ""),
            port < 0 ? usual : port,
            secure,
            url.value("starttls").equals("no"),
            settings.user(),
            settings.password(),
            from,
            to,
            tls);
    return new TargetService("smtp", server, new MailTransport(mail));
  }

  private static URI server(TargetUrl url, boolean secure) {
    try {
      return url.server(secure, 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url is not used: " + e.getMessage());
    }
  }

  private static String first(TargetUrl url, String key, String alias, String otherwise) {
    String value = url.value(key).isEmpty() ? url.value(alias) : url.value(key);
    return value.isEmpty() ? otherwise : value;
  }
}
