// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.notify.delivery.TestMessages;
import io.kitty.notify.message.Message;
import io.kitty.notify.transport.TransportResult;
import io.kitty.notify.transport.TransportResult.Kind;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestConfigs;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** Mails as a server of another party gets them. */
class MailTest {

  @TempDir private Path folder;

  private final List<String> envelopes = new CopyOnWriteArrayList<>();
  private final List<byte[]> mails = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private volatile int refusal;
  private SMTPServer server;

  /** Takes one mail. */
  private final class Recorder implements MessageHandler {
    private String envelope = "";

    @Override
    public void from(String from) {
      envelope = from;
    }

    @Override
    public void recipient(String to) throws RejectException {
      if (refusal != 0) {
        throw new RejectException(refusal, "no such user hunter22");
      }
      envelope += " > " + to;
    }

    @Override
    public String data(InputStream in) throws IOException {
      mails.add(in.readAllBytes());
      envelopes.add(envelope);
      return null;
    }

    @Override
    public void done() {}
  }

  private SMTPServer.Builder builder() {
    return new SMTPServer.Builder()
        .bindAddress(InetAddress.getLoopbackAddress())
        .port(0)
        .messageHandlerFactory((MessageContext context) -> new Recorder());
  }

  private void start(SMTPServer.Builder builder) {
    server = builder.build();
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  private static void login(String user, String password, List<String> logins)
      throws LoginFailedException {
    if (!password.equals("hunter22")) {
      throw new LoginFailedException();
    }
    logins.add(user);
  }

  private TransportResult send(String url, Map<String, Object> values, String ca) {
    return send(url, values, ca, TestMessages.offline());
  }

  private TransportResult send(String url, Map<String, Object> values, String ca, Message message) {
    Map<String, Object> all = new HashMap<>(values);
    int port = server == null ? 1 : server.getPortAllocated();
    all.put("url", url.replace("HOST", "127.0.0.1:" + port));
    TargetService service =
        TargetServices.find(
            TargetSettings.of("mail", TestConfigs.with(TargetConfig.class, all)),
            ca,
            folder,
            new FakeClock());
    assertThat(service.name()).isEqualTo("smtp");
    return service.transport().send(message).join();
  }

  @Test
  void sendsPlainText() throws Exception {
    start(builder());
    TransportResult result =
        send("smtp://HOST?from=hub@example.org&to=me@example.org,you@example.org", Map.of(), "");

    assertThat(result).isEqualTo(TransportResult.ACCEPTED);
    assertThat(envelopes).containsExactly("hub@example.org > me@example.org > you@example.org");
    MimeMessage mail = new MimeMessage(null, new ByteArrayInputStream(mails.get(0)));
    assertThat(mail.getSubject()).isEqualTo("X1 & friends are away");
    assertThat(mail.getHeader("From")).containsExactly("hub@example.org");
    assertThat(mail.getHeader("To", ",")).isEqualTo("me@example.org, you@example.org");
    assertThat(mail.getMessageID()).isEqualTo("<m1@kitty-discovery>");
    assertThat(mail.getSentDate()).isEqualTo(TestMessages.AT);
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("Importance")).containsExactly("high");
    assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    String body = new String(mails.get(0), UTF_8).split("\r\n\r\n", 2)[1];
    assertThat(new String(Base64.getMimeDecoder().decode(body), UTF_8))
        .isEqualTo(
            "X1 \"Carbon\" <3 is away\r\nsince 00:00 \u00fc\r\n\r\n"
                + "http://kitty.lan:8088/devices/bambu:01P?a=1&b=2");
  }

  @Test
  void aTitleOutsideOfAsciiIsEncoded() throws Exception {
    start(builder());
    Message message =
        new Message(
            "a b>c",
            TestMessages.AT,
            "",
            "Drucker \u00fcber \ud83d\udda8 weg",
            ".\r\n.\r\nQUIT",
            TestMessages.plain("", "").priority(),
            TestMessages.plain("", "").severity(),
            List.of(),
            null);
    assertThat(send("smtp://HOST?from=a@b.c&to=d@e.f", Map.of(), "", message))
        .isEqualTo(TransportResult.ACCEPTED);

    MimeMessage mail = new MimeMessage(null, new ByteArrayInputStream(mails.get(0)));
    assertThat(mail.getSubject()).isEqualTo("Drucker \u00fcber \ud83d\udda8 weg");
    assertThat(mail.getMessageID()).isEqualTo("<a-b-c@kitty-discovery>");
    assertThat(new String(mails.get(0), UTF_8)).isEqualTo(new String(mails.get(0), "US-ASCII"));
  }

  @Test
  void logsInOverStarttls() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "ip:127.0.0.1");
    start(
        builder()
            .startTlsSocketFactory(certificate.context())
            .requireTLS()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((u, p, context) -> login(u, p, logins))));
    String url = "smtp://hub%40example.org:hunter22@HOST?to=me@example.org";

    assertThat(send(url, Map.of(), certificate.pem())).isEqualTo(TransportResult.ACCEPTED);
    assertThat(logins).containsExactly("hub@example.org");
    assertThat(envelopes).containsExactly("hub@example.org > me@example.org");

    TransportResult unknown = send(url, Map.of(), "");
    assertThat(unknown.kind()).isEqualTo(Kind.RETRY);
    assertThat(unknown.reason()).contains("ca.file");
    assertThat(logins).hasSize(1);
  }

  @Test
  void encryptsFromTheBegin() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "ip:127.0.0.1");
    start(
        builder()
            .serverSocketFactory(certificate.context())
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((u, p, context) -> login(u, p, logins))));
    String url = "smtps://HOST?from=hub@example.org&to=me@example.org";
    Map<String, Object> login = Map.of("user", "hub", "password", "hunter22");

    assertThat(send(url, login, certificate.pem())).isEqualTo(TransportResult.ACCEPTED);
    assertThat(logins).containsExactly("hub");
  }

  @Test
  void doesNotTrustACertificateForAnotherHost() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "dns:mail.example.org");
    start(builder().serverSocketFactory(certificate.context()));
    TransportResult result = send("smtps://HOST?from=a@b.c&to=d@e.f", Map.of(), certificate.pem());

    assertThat(result.kind()).isEqualTo(Kind.RETRY);
    assertThat(result.reason()).contains("for another host");
    assertThat(mails).isEmpty();
  }

  @Test
  void sendsNoPasswordWithoutEncryption() {
    start(
        builder()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((u, p, context) -> login(u, p, logins))));
    String url = "smtp://hub:hunter22@HOST?from=a@b.c&to=d@e.f";
    TransportResult result = send(url, Map.of(), "");

    assertThat(result.kind()).isEqualTo(Kind.RETRY);
    assertThat(result.reason()).contains("offers no encryption").doesNotContain("hunter22");
    assertThat(logins).isEmpty();
    assertThat(send(url + "&starttls=no", Map.of(), "")).isEqualTo(TransportResult.ACCEPTED);
    assertThat(logins).containsExactly("hub");
  }

  @Test
  void aWrongPasswordIsFinal() {
    start(
        builder()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((u, p, context) -> login(u, p, logins))));
    TransportResult result =
        send("smtp://hub:wrong-one@HOST?from=a@b.c&to=d@e.f&starttls=no", Map.of(), "");

    assertThat(result).isEqualTo(TransportResult.rejected("it refuses user or password"));
  }

  @Test
  void refusals() {
    start(builder());
    String url = "smtp://HOST?from=a@b.c&to=d@e.f";
    refusal = 550;
    assertThat(send(url, Map.of(), ""))
        .isEqualTo(TransportResult.rejected("it answers 550, it does not take the mail"));
    refusal = 450;
    assertThat(send(url, Map.of(), ""))
        .isEqualTo(TransportResult.retry("it answers 450, it does not take the mail"));
  }

  @Test
  void aServerThatIsNotThereIsTriedAgain() throws IOException {
    assertThat(send("smtp://HOST?from=a@b.c&to=d@e.f", Map.of(), ""))
        .isEqualTo(
            TransportResult.retry(
                "nothing listens there; start the service, or correct host and port in url"));

    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread closer =
          new Thread(
              () -> {
                try (Socket first = silent.accept()) {
                  first.getOutputStream().write("220-\0\377garbage\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      closer.start();
      TransportResult result =
          send("smtp://127.0.0.1:" + silent.getLocalPort() + "?from=a@b.c&to=d@e.f", Map.of(), "");
      assertThat(result.kind()).isEqualTo(Kind.RETRY);
    }
  }
}
