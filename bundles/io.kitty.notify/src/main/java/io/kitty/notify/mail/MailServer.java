// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.mail;

import io.kitty.commons.key.Secret;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server for outgoing mail, and who writes to whom. Its text contains no password.
 *
 * @param host a host name or an IP address
 * @param port 1 to 65535
 * @param implicitTls whether the connection is encrypted from the begin (RFC 8314); otherwise it is
 *     encrypted if the server offers it
 * @param plainLogin whether the password may be sent without encryption
 * @param user the user; {@code ""} for none
 * @param password the password
 * @param from the sender
 * @param to the recipients; at least one
 * @param tls the context of TLS; null for that of Java
 */
public record MailServer(
    String host,
    int port,
    boolean implicitTls,
    boolean plainLogin,
    String user,
    Secret password,
    String from,
    List<String> to,
    @Nullable SSLContext tls) {}
