// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.snapmaker.Reply.Format;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

  private static Optional<Reply> parse(String text) {
    return ReplyParser.parse(text.getBytes(UTF_8));
  }

  private static Reply read(String text) {
    return parse(text).orElseThrow();
  }

  @Test
  void readsNameAddressModelAndStatus() {
    Reply reply = read("Kiln@192.0.2.9|model:Snapmaker 2 Model A150|status:PAUSED");

    assertThat(reply.name()).isEqualTo("Kiln");
    assertThat(reply.claim()).isEqualTo("192.0.2.9");
    assertThat(reply.model()).isEqualTo("Snapmaker 2 Model A150");
    assertThat(reply.status()).isEqualTo("PAUSED");
    assertThat(reply.sacp()).isFalse();
    assertThat(reply.format()).isEqualTo(Format.PIPES);
  }

  @Test
  void theLastAtSignEndsTheName() {
    Reply reply = read("me@home@192.0.2.9|model:J1");

    assertThat(reply.name()).isEqualTo("me@home");
    assertThat(reply.claim()).isEqualTo("192.0.2.9");
  }

  @Test
  void theFirstColonEndsTheKey() {
    assertThat(read("K@192.0.2.9|model:a:b: c").model()).isEqualTo("a:b: c");
  }

  @Test
  void keysAreInAnyCaseAndTheFirstOfTwoCounts() {
    Reply reply = read("K@192.0.2.9|MODEL:one|Status:IDLE|sAcP:1|model:two|STATUS:RUNNING");

    assertThat(reply.model()).isEqualTo("one");
    assertThat(reply.status()).isEqualTo("IDLE");
    assertThat(reply.sacp()).isTrue();
  }

  @Test
  void unknownFieldsAreKept() {
    assertThat(read("K@192.0.2.9|model:J1|Tool Head: laser |bare").fields())
        .containsEntry("tool head", "laser")
        .containsEntry("bare", "");
  }

  @Test
  void aMissingOrEmptyStatusIsNone() {
    assertThat(read("K@192.0.2.9|model:J1|SACP:1").status()).isEmpty();
    assertThat(read("K@192.0.2.9|model:J1|status: ").status()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\n", "\r\n", "\0\r\n", " ", "\0rest of a buffer|status:RUNNING"})
  void ignoresWhatFollowsTheText(String end) {
    assertThat(read("K@192.0.2.9|model:J1|status:IDLE" + end).status()).isEqualTo("IDLE");
  }

  @Test
  void namesAreUtf8AndWithoutControlCharacters() {
    assertThat(read("\u6fc0\u5149 \u00e9\u0007\u202e@192.0.2.9|model:J1").name())
        .isEqualTo("\u6fc0\u5149 \u00e9");
  }

  @Test
  void aReplyWithoutAddressNeedsAModel() {
    assertThat(read("K|model:J1").name()).isEqualTo("K");
    assertThat(parse("K|status:IDLE")).isEmpty();
  }

  @Test
  void aReplyWithoutModelNeedsAnAddress() {
    assertThat(read("K@192.0.2.9|status:IDLE").model()).isEmpty();
    assertThat(read("K@192.0.2.9|SACP:1").sacp()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\0",
        "discover",
        "garbage",
        "garbage|more",
        "|",
        "||||",
        "@|",
        "a@b",
        "a@b|",
        "a@b|c:d",
        "@192.0.2.9|status:IDLE",
        "|model:",
        "a@b|model:|status:"
      })
  void dropsOtherText(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @Test
  void readsAJsonObject() {
    Reply reply =
        read(
            "{\"Model\":\"A150\",\"name\":\"Sim\",\"STATE\":\"IDLE\",\"ip\":\"192.0.2.9\",\"n\":7}");

    assertThat(reply.name()).isEqualTo("Sim");
    assertThat(reply.model()).isEqualTo("A150");
    assertThat(reply.status()).isEqualTo("IDLE");
    assertThat(reply.claim()).isEqualTo("192.0.2.9");
    assertThat(reply.fields()).containsEntry("n", "7").doesNotContainKeys("name", "ip");
    assertThat(reply.format()).isEqualTo(Format.JSON);
  }

  @Test
  void aModelStandsInForTheNameInJson() {
    Reply reply = read(" {\"model\":\"A150\",\"status\":\"RUNNING\"}\n");

    assertThat(reply.name()).isEqualTo("A150");
    assertThat(reply.model()).isEqualTo("A150");
    assertThat(reply.status()).isEqualTo("RUNNING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{",
        "{\"state\":\"IDLE\"}",
        "{\"model\":null}",
        "{\"model\":\"\"}",
        "{\"model\":{\"a\":1}}",
        "{\"model\":\"A\"} more",
        "[{\"model\":\"A\"}]",
        "{\"model\":\"A\""
      })
  void jsonWithoutAModelOrNameIsDropped(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @Test
  void dropsLongText() {
    assertThat(parse("K@192.0.2.9|model:" + "x".repeat(2000))).isEmpty();
    assertThat(read("N".repeat(900) + "@192.0.2.9|model:J1").name()).hasSize(256);
  }
}
