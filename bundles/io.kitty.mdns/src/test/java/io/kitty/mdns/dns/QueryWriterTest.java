// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryWriterTest {

  private static final String LONG =
      "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"
          + "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd";

  private static String wire(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1);
  }

  @Test
  void writesANameWithDotsInOneLabel() {
    Question question =
        new Question(new DnsName(List.of("Kiln 2.0", "_http", "_tcp", "local")), Question.Type.SRV);

    assertThat(QueryWriter.write(List.of(question), List.of()))
        .singleElement()
        .satisfies(message -> assertThat(wire(message)).contains("\u0008Kiln 2.0\u0005_http"));
  }

  /** What results from 22 bytes that are no UTF-8. */
  @ParameterizedTest
  @ValueSource(strings = {LONG})
  void asksForTheTypeInsteadOfANameThatCannotBeWritten(String instance) {
    Question question =
        new Question(new DnsName(List.of(instance, "_http", "_tcp", "local")), Question.Type.SRV);

    List<byte[]> messages = QueryWriter.write(List.of(question), List.of());

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

    List<byte[]> messages =
        QueryWriter.write(List.of(Question.browse("_http._tcp")), List.of(known, other));

    assertThat(messages)
        .singleElement()
        .satisfies(
            message -> assertThat(Packets.knownTargets(message)).containsExactly(known.target()));
  }

  @Test
  void putsManyQuestionsIntoFewPackets() {
    List<Question> questions =
        IntStream.range(0, 200).mapToObj(i -> Question.browse("_type" + i + "._tcp")).toList();

    List<byte[]> messages = QueryWriter.write(questions, List.of());

    assertThat(messages).hasSizeBetween(2, 8);
    assertThat(messages.stream().flatMap(m -> Packets.questions(m).stream()))
        .containsExactlyElementsOf(questions);
    assertThat(messages).allSatisfy(m -> assertThat(m).hasSizeLessThanOrEqualTo(1452));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d\udda8", "a\\b", "Kiln 2.0"})
  void writesAnyLabel(String instance) {
    Question question =
        new Question(new DnsName(List.of(instance, "_http", "_tcp", "local")), Question.Type.SRV);

    assertThat(QueryWriter.write(List.of(question), List.of()))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(Packets.questions(message)).containsExactly(question);
              assertThat(DnsMessageReader.read(message, name -> List.of())).isPresent();
            });
  }

  @Test
  void leavesOutTheKnownAnswersThatDoNotFit() {
    List<KnownAnswer> known =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    new KnownAnswer(
                        ServiceInstanceName.browse("_http._tcp"),
                        new DnsName(List.of("Kiln " + i, "_http", "_tcp", "local")),
                        100))
            .toList();

    List<byte[]> messages =
        QueryWriter.write(
            List.of(Question.browse("_http._tcp"), Question.browse("_ipp._tcp")), known);

    assertThat(messages)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message).hasSizeBetween(1400, 1452);
              assertThat(Packets.questions(message)).hasSize(2);
              assertThat(Packets.knownTargets(message))
                  .hasSizeBetween(50, 100)
                  .containsExactlyElementsOf(
                      known.stream()
                          .map(KnownAnswer::target)
                          .limit(Packets.knownTargets(message).size())
                          .toList());
            });
  }
}
