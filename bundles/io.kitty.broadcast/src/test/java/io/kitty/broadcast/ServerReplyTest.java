// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerReplyTest {

  private static Optional<ServerReply> parse(String text) {
    return ServerReply.parse(text.getBytes(UTF_8), "SERVER_IP:", 8000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SERVER_IP:192.0.2.9:9000",
        "SERVER_IP:  192.0.2.9\t: 9000 ",
        "SERVER_IP:192.0.2.9:09000\r\n"
      })
  void readsAddressAndPort(String text) {
    assertThat(parse(text))
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.ip()).isEqualTo("192.0.2.9");
              assertThat(answer.port()).isEqualTo(9000);
              assertThat(answer.raw()).startsWith("SERVER_IP:").contains("192.0.2.9");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVER_IP:192.0.2.9", "SERVER_IP: 192.0.2.9 \n"})
  void usesTheDefaultPort(String text) {
    assertThat(parse(text)).hasValueSatisfying(answer -> assertThat(answer.port()).isEqualTo(8000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SERVER_IP:",
        "SERVER_IP: ",
        "SERVER_IP::8000",
        "SERVER_IP:invalid:8000",
        "SERVER_IP:192.0.2:8000",
        "SERVER_IP:192.0.2.256:8000",
        "SERVER_IP:192.0.2.09:8000",
        "SERVER_IP:192.0.2.9:",
        "SERVER_IP:192.0.2.9:0",
        "SERVER_IP:192.0.2.9:65536",
        "SERVER_IP:192.0.2.9:-1",
        "SERVER_IP:192.0.2.9:http",
        "SERVER_IP:192.0.2.9:80:80",
        "SERVER_IP:192.0.2.9 8000",
        "SERVER_IP:192.0.2.9:8000/x",
        "SERVER_IP:\u0661\u0669\u0662.0.2.9",
        "SERVER_IP:::1",
        "server_ip:192.0.2.9",
        " SERVER_IP:192.0.2.9",
        "WRONG:192.0.2.9:8000",
        "DISCOVER_SERVER"
      })
  void dropsOtherText(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @Test
  void acceptsAConfiguredPrefix() {
    assertThat(ServerReply.parse("HELLO 192.0.2.9".getBytes(UTF_8), "HELLO", 81))
        .contains(new ServerReply("192.0.2.9", 81, "HELLO 192.0.2.9"));
  }

  @Test
  void dropsLongText() {
    assertThat(parse("SERVER_IP:192.0.2.9" + " ".repeat(2000))).isEmpty();
  }
}
