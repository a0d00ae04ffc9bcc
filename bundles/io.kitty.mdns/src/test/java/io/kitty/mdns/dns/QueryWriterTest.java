// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.jmdns.impl.DNSOutgoing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryWriterTest {

  private static final String LONG =
      "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"
          + "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd";

  private static String wire(DNSOutgoing message) {
    return new String(message.data(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void writesANameWithDotsInOneLabel() {
    Question question =
        new Question(new DnsName(List.of("Kiln 2.0", "_http", "_tcp", "local")), Question.Type.SRV);

    assertThat(QueryWriter.of(List.of(question), List.of()))
        .singleElement()
        .satisfies(message -> assertThat(wire(message)).contains("\u0008Kiln 2.0\u0005_http"));
  }

  /** The last one results from 22 bytes that are no UTF-8. */
  @ParameterizedTest
  @ValueSource(strings = {"\ud83d\udda8", "a\\b", LONG})
  void asksForTheTypeInsteadOfANameThatCannotBeWritten(String instance) {
    Question question =
        new Question(new DnsName(List.of(instance, "_http", "_tcp", "local")), Question.Type.SRV);

    List<DNSOutgoing> messages = QueryWriter.of(List.of(question), List.of());

    assertThat(messages)
        .singleElement()
        .satisfies(
            message ->
                assertThat(wire(message))
                    .isEqualTo(
                        new String(
                            Packets.query("_http._tcp.local", 12).bytes(),
                            StandardCharsets.ISO_8859_1)));
  }

  @Test
  void namesWhatIsKnownOfWhatItAsks() {
    KnownAnswer known =
        new KnownAnswer(
            ServiceInstanceName.browse("_http._tcp"),
            new DnsName(List.of("Kiln", "_http", "_tcp", "local")),
            100);
    KnownAnswer other =
        new KnownAnswer(
            ServiceInstanceName.browse("_ipp._tcp"),
            new DnsName(List.of("Laser", "_ipp", "_tcp", "local")),
            100);

    List<DNSOutgoing> messages =
        QueryWriter.of(List.of(Question.browse("_http._tcp")), List.of(known, other));

    assertThat(messages).singleElement().satisfies(m -> assertThat(m.getNumberOfAnswers()).isOne());
  }

  @Test
  void putsManyQuestionsIntoFewPackets() {
    List<Question> questions =
        IntStream.range(0, 200).mapToObj(i -> Question.browse("_type" + i + "._tcp")).toList();

    List<DNSOutgoing> messages = QueryWriter.of(questions, List.of());

    assertThat(messages).hasSizeBetween(2, 8);
    assertThat(messages.stream().mapToInt(DNSOutgoing::getNumberOfQuestions).sum()).isEqualTo(200);
    assertThat(messages).allSatisfy(m -> assertThat(m.data()).hasSizeLessThanOrEqualTo(1460));
  }
}
