// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.key.MachineSelector;
import io.kitty.commons.key.Secret;
import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.device.Endpoint;
import io.kitty.http.DeviceHttpException;
import io.kitty.net.http.DestinationPolicy;
import io.kitty.net.http.HttpClient;
import io.kitty.prusalink.PrusaLinkCredential;
import io.kitty.state.DeviceStatus;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.http.LoopbackMachine;
import io.kitty.testkit.http.LoopbackMachine.Reply;
import io.kitty.testkit.http.LoopbackMachine.Request;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Over real connections: the hub's client, and a server that answers as a printer does and checks
 * the digest itself.
 */
@Timeout(60)
class PrusaLinkReaderTest {

  private static final String PASSWORD = "aB3dE5gH7jK9mN1";

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client =
      new HttpClient(
          Thread::new,
          new DestinationPolicy(() -> List.of(TestLinks.loopback()), address -> false, Set::of),
          timer);
  private final MachineKeys<PrusaLinkCredential> keys = new MachineKeys<>();
  private final PrusaLinkReader reader = new PrusaLinkReader(client, keys);
  private LoopbackMachine printer;
  private Reply status =
      Reply.json(200, "{\"printer\": {\"state\": \"PAUSED\"}, \"job\": {\"id\": 7}}");

  /** How the server challenges: the parameters beside the nonce. */
  private String challenge = "realm=\"Printer API\"";

  private String algorithm = "MD5";
  private int nonce = 1;
  private int lastCount;
  private boolean alwaysStale;

  @BeforeEach
  void listen() throws Exception {
    printer = new LoopbackMachine(this::answer);
  }

  @AfterEach
  void close() {
    client.close();
    printer.close();
    timer.shutdownNow();
  }

  private Reply answer(Request request) {
    String authorization = request.header("Authorization");
    if (alwaysStale || !authentic(request, authorization)) {
      boolean stale = alwaysStale || !authorization.contains("nonce=\"n" + nonce + "\"");
      return new Reply(
          401,
          Map.of(
              "WWW-Authenticate",
              "Digest "
                  + challenge
                  + ", nonce=\"n"
                  + nonce
                  + "\", stale="
                  + (stale && !authorization.isEmpty())),
          new byte[0]);
    }
    return switch (request.target()) {
      case "/api/v1/status" -> status;
      case "/api/v1/info" -> Reply.json(200, "{\"serial\": \"CZPX4720X004XC34242\"}");
      case "/api/version" -> Reply.json(200, "{\"server\": \"2.1.2\"}");
      case "/api/v1/job" -> Reply.json(200, "{\"file\": {\"display_name\": \"cube\"}}");
      default -> Reply.json(404, "{}");
    };
  }

  private boolean authentic(Request request, String authorization) {
    String use = "n" + nonce;
    if (challenge.contains("qop")) {
      int count = Integer.parseInt("0" + value(authorization, "nc"), 16);
      if (count != lastCount + 1) {
        return false;
      }
      lastCount = count;
      use += ":" + value(authorization, "nc") + ":" + value(authorization, "cnonce") + ":auth";
    }
    String user = hash("maker:Printer API:" + PASSWORD);
    return value(authorization, "uri").equals(request.target())
        && value(authorization, "response")
            .equals(hash(user + ":" + use + ":" + hash("GET:" + request.target())));
  }

  private static String value(String header, String name) {
    Matcher matcher = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)").matcher(header);
    return matcher.find() ? matcher.group(1) : "";
  }

  private String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private StateAnswer ask() throws Exception {
    PollTarget target =
        new PollTarget("mk4", new Endpoint(printer.address(), "lo"), printer.port(), "", Set.of());
    return reader.ask(target).get(20, TimeUnit.SECONDS);
  }

  private void password(String password) {
    keys.add(
        MachineKey.of(
            Map.of("service.pid", "io.kitty.prusalink~mk4"),
            true,
            () -> MachineSelector.of("127.0.0.1", "", printer.port()),
            () ->
                new PrusaLinkCredential(
                    "maker", Secret.of("password", password, ""), Secret.NONE)));
  }

  private List<String> targets() {
    return printer.requests().stream().map(Request::target).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "realm=\"Printer API\"",
        "realm=\"Printer API\", qop=\"auth\", algorithm=MD5",
        "realm=\"Printer API\", qop=\"auth\", algorithm=SHA-256, opaque=\"o\""
      })
  void authenticates(String parameters) throws Exception {
    challenge = parameters;
    algorithm = parameters.contains("SHA-256") ? "SHA-256" : "MD5";
    password(PASSWORD);

    assertThat(ask().status()).isEqualTo(DeviceStatus.PAUSED);
    assertThat(targets())
        .as("one request more for the first challenge")
        .containsExactly(
            "/api/v1/status", "/api/v1/status", "/api/v1/info", "/api/version", "/api/v1/job");
    assertThat(ask().status()).isEqualTo(DeviceStatus.PAUSED);
    assertThat(targets()).hasSize(6);
  }

  @Test
  void takesANewNonce() throws Exception {
    password(PASSWORD);
    ask();
    nonce = 2;

    assertThat(ask().status()).isEqualTo(DeviceStatus.PAUSED);
    assertThat(targets()).hasSize(7);
  }

  @Test
  void isRefusedWithAWrongPassword() throws Exception {
    password("wrong");

    assertThat(ask().refused()).isTrue();
    assertThat(targets()).hasSize(2);
    assertThat(ask().refused()).isTrue();
    assertThat(targets()).hasSize(4);
  }

  @Test
  void isRefusedWithoutAKey() throws Exception {
    assertThat(ask().refused()).isTrue();
    assertThat(targets()).containsExactly("/api/version");
  }

  @Test
  void givesUpIfEveryNonceIsStale() throws Exception {
    alwaysStale = true;
    password(PASSWORD);

    assertThat(ask().refused()).isTrue();
    assertThat(targets()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void sendsNoPassword() throws Exception {
    password(PASSWORD);
    ask();

    assertThat(printer.requests().toString()).doesNotContain(PASSWORD).contains("Digest username");
  }

  @Test
  void boundsTheAnswer() {
    status = new Reply(200, Map.of(), new byte[100 * 1024]);
    password(PASSWORD);

    assertThatThrownBy(this::ask)
        .rootCause()
        .isInstanceOf(DeviceHttpException.class)
        .extracting(failure -> ((DeviceHttpException) failure).reason())
        .isEqualTo(DeviceHttpException.Reason.TOO_LARGE);
  }

  @Test
  void takesNoKeyElsewhere() {
    status = new Reply(302, Map.of("Location", "/elsewhere"), new byte[0]);
    password(PASSWORD);

    assertThatThrownBy(this::ask).rootCause().isInstanceOf(IllegalArgumentException.class);
    assertThat(targets()).doesNotContain("/elsewhere");
  }

  @Test
  void failsWithoutAServer() {
    printer.close();
    password(PASSWORD);

    assertThatThrownBy(this::ask).rootCause().isInstanceOf(DeviceHttpException.class);
  }
}
