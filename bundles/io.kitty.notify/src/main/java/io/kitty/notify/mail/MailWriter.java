// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.notify.message.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Date;

/** Writes messages as e-mail. */
final class MailWriter {

  private MailWriter() {}

  /**
   * Returns a mail of plain text. Its {@code Message-ID} is made from the id of the message, so
   * that a repeated one is recognised; nobody answers it automatically (RFC 3834, section 5).
   */
  static MimeMessage write(Message message, MailServer server, Session session)
      throws MessagingException {
    String text =
        message.link() == null ? message.text() : message.text() + "\n\n" + message.link();
    MimeMessage mail = new MimeMessage(session, new ByteArrayInputStream(plain(text)));
    mail.setFrom(new InternetAddress(server.from()));
    mail.setRecipients(
        jakarta.mail.Message.RecipientType.TO,
        InternetAddress.parse(String.join(",", server.to())));
    mail.setSubject(message.title(), UTF_8.name());
    mail.setSentDate(Date.from(message.at()));
    mail.setHeader(
        "Message-ID", "<" + message.id().replaceAll("[^A-Za-z0-9.-]", "-") + "@kitty-discovery>");
    mail.setHeader("Auto-Submitted", "auto-generated");
    switch (message.priority()) {
      case HIGH, MAX -> setImportance(mail, "1", "high");
      case MIN, LOW -> setImportance(mail, "5", "low");
      case DEFAULT -> {}
    }
    return mail;
  }

  private static void setImportance(MimeMessage mail, String priority, String importance)
      throws MessagingException {
    mail.setHeader("X-Priority", priority);
    mail.setHeader("Importance", importance);
  }

  /** Returns a mail without address in Base64, which any server accepts. */
  private static byte[] plain(String text) {
    String head =
        "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=UTF-8\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n";
    byte[] lines = text.replace("\n", "\r\n").getBytes(UTF_8);
    return (head + Base64.getMimeEncoder().encodeToString(lines) + "\r\n").getBytes(US_ASCII);
  }
}
