// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

  private static Map<String, Object> values(int devices) {
    List<Subject> subjects =
        IntStream.range(0, devices)
            .mapToObj(
                i ->
                    new Subject(
                        Trigger.OFFLINE,
                        "a:" + i,
                        "<b>" + i,
                        "host",
                        "",
                        i + " is away",
                        Instant.EPOCH,
                        false))
            .toList();
    return MessageTemplate.values("rule", "title", "lines", subjects, 1);
  }

  @Test
  void putsInValues() {
    MessageTemplate template =
        MessageTemplate.compile(
            "{{count}} {{name}}{{#subjects}} {{id}}{{^over}}!{{/over}}{{/subjects}} {{lines}}");

    assertThat(template.write(values(2), 100)).isEqualTo("3 <b>0 a:0! a:1! lines");
  }

  @Test
  void writesNoMoreThanAllowed() {
    String nested =
        "{{#subjects}}{{#subjects}}{{#subjects}}x{{/subjects}}{{/subjects}}{{/subjects}}";

    assertThat(MessageTemplate.compile(nested).write(values(200), 50)).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{nmae}}",
        "{{#over}}{{nmae}}{{/over}}",
        "{{^over}}{{nmae}}{{/over}}",
        "{{#subjects}}{{^over}}{{nmae}}{{/over}}{{/subjects}}",
        "{{#subjects}}",
        "{{name",
        "{{}}",
        "{{ }}",
        "{{> other}}",
        "{{/name}}",
        "{{name.secret}}"
      })
  void saysWhatIsWrong(String text) {
    assertThatThrownBy(() -> MessageTemplate.compile(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "allowed are the names count, event, id, ip, kind, lines, more, name");
  }
}
