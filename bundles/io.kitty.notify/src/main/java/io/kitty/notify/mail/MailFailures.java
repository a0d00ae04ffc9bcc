// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.mail;

import io.kitty.notify.transport.HttpFailures;
import io.kitty.notify.transport.TransportResult;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Describes why a mail was not sent. Answers of 500 and above are final, those of 400 are not (RFC
 * 5321, section 4.2.1). No sentence contains a message of the library.
 */
final class MailFailures {

  private static final int MAX_CAUSES = 8;
  private static final int FINAL = 500;

  private MailFailures() {}

  /** Returns what a failure means for the message. */
  static TransportResult result(MessagingException failure) {
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, (Throwable each) -> each.getCause())
            .limit(MAX_CAUSES)
            .toList();
    if (causes.stream().anyMatch(AuthenticationFailedException.class::isInstance)) {
      return String.valueOf(failure.getMessage()).startsWith("4")
          ? TransportResult.retry("it cannot check user and password now")
          : TransportResult.rejected("it refuses user or password");
    }
    if (causes.stream().anyMatch(AddressException.class::isInstance)) {
      return TransportResult.rejected("from or to in url is no mail address");
    }
    int code = causes.stream().mapToInt(MailFailures::code).max().orElse(0);
    if (code > 0) {
      String reason = "it answers " + code + ", it does not take the mail";
      return code >= FINAL ? TransportResult.rejected(reason) : TransportResult.retry(reason);
    }
    return TransportResult.retry(
        String.valueOf(failure.getMessage()).startsWith("STARTTLS is required")
            ? "it offers no encryption, so the password is not sent; use smtps://, or add"
                + " ?starttls=no to url"
            : HttpFailures.sentence(failure));
  }

  private static int code(Throwable failure) {
    if (failure instanceof SMTPSendFailedException sent) {
      return sent.getReturnCode();
    }
    if (failure instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    return failure instanceof SMTPSenderFailedException sender ? sender.getReturnCode() : 0;
  }
}
