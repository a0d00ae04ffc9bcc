// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.mail;

import io.kitty.commons.HostName;
import io.kitty.notify.message.Message;
import io.kitty.notify.transport.HttpFailures;
import io.kitty.notify.transport.Transport;
import io.kitty.notify.transport.TransportResult;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages as e-mail, each over a connection and in a thread of its own. */
public final class MailTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(MailTransport.class);
  private static final String TIMEOUT_MILLIS = "15000";
  private static final int TIMEOUT_SECONDS = 30;

  private final MailServer server;
  private final Executor threads;

  public MailTransport(MailServer server) {
    this.server = server;
    this.threads =
        task -> {
          Thread thread = new Thread(task, "kitty-notify-mail");
          thread.setDaemon(true);
          thread.start();
        };
  }

  @Override
  public CompletableFuture<TransportResult> send(Message message) {
    return CompletableFuture.supplyAsync(() -> deliver(message), threads)
        .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .exceptionally(failure -> TransportResult.retry(HttpFailures.sentence(failure)));
  }

  private TransportResult deliver(Message message) {
    // The library looks for its parts in the class loader of the thread.
    Thread.currentThread().setContextClassLoader(MailTransport.class.getClassLoader());
    String protocol = server.implicitTls() ? "smtps" : "smtp";
    Session session = Session.getInstance(properties(protocol));
    URLName name = new URLName(protocol, server.host(), server.port(), null, null, null);
    try (SMTPTransport transport = new SMTPTransport(session, name)) {
      MimeMessage mail = MailWriter.write(message, server, session);
      if (server.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(server.host(), server.port(), server.user(), server.password().reveal());
      }
      transport.sendMessage(mail, mail.getAllRecipients());
      return TransportResult.ACCEPTED;
    } catch (MessagingException e) {
      LOG.debug("A mail was not sent: {}", e.getClass().getName());
      return MailFailures.result(e);
    }
  }

  private Properties properties(String protocol) {
    String prefix = "mail." + protocol + ".";
    Properties properties = new Properties();
    properties.put(prefix + "connectiontimeout", TIMEOUT_MILLIS);
    properties.put(prefix + "timeout", TIMEOUT_MILLIS);
    properties.put(prefix + "writetimeout", TIMEOUT_MILLIS);
    properties.put(prefix + "auth", Boolean.toString(!server.user().isEmpty()));
    properties.put(prefix + "localhost", HostName.get().replaceAll("[^A-Za-z0-9.-]", "-"));
    properties.put(prefix + "ssl.enable", Boolean.toString(server.implicitTls()));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "starttls.enable", Boolean.toString(!server.implicitTls()));
    properties.put(
        prefix + "starttls.required",
        Boolean.toString(
            !server.implicitTls() && !server.user().isEmpty() && !server.plainLogin()));
    if (server.tls() != null) {
      properties.put(prefix + "ssl.socketFactory", server.tls().getSocketFactory());
    }
    return properties;
  }
}
