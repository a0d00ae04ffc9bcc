// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.mdns.dns.ResourceRecord.Pointer;
import io.kitty.mdns.dns.ResourceRecord.Text;
import java.util.List;
import java.util.Optional;

/** DNS messages; the names in them are written in queries, and read again. */
public final class DnsMessageFuzz {

  /** The size of the shortest record: a name in two bytes, and no data. */
  private static final int MIN_RECORD = 11;

  private static final int MAX_QUERY = 1452;
  private static final int RESPONSE = 0x80;
  private static final List<String> BINARY = List.of("id");

  private DnsMessageFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<DnsMessage> message = read(input);
    same(message, read(input));
    message.ifPresent(
        each -> {
          check(each.records().size() <= input.length / MIN_RECORD, "more records than fit");
          each.records().forEach(DnsMessageFuzz::checkRecord);
        });
  }

  private static Optional<DnsMessage> read(byte[] message) {
    return DnsMessageReader.read(message, name -> BINARY);
  }

  private static void checkRecord(ResourceRecord each) {
    checkName(each.name());
    if (each instanceof Pointer pointer) {
      checkName(pointer.target());
      checkQuery(pointer);
    } else if (each instanceof Text text) {
      atMost("pairs", text.txt().pairs().keySet(), 64);
      check(!text.txt().pairs().containsKey("password"), "a secret is kept");
    }
  }

  private static void checkName(DnsName name) {
    check(name.text().length() <= 255, "a name is too long: " + name.text().length());
    check(name.labels().stream().allMatch(label -> label.length() <= 63), "a label is too long");
  }

  /** Checks that a query with the pointer as a known answer can be read. */
  private static void checkQuery(Pointer pointer) {
    KnownAnswer known = new KnownAnswer(pointer.name(), pointer.target(), pointer.validity().ttl());
    Question question = new Question(pointer.name(), Question.Type.PTR);
    for (byte[] query : QueryWriter.write(List.of(question), List.of(known))) {
      check(query.length <= MAX_QUERY, "a query is too large: " + query.length);
      DnsMessage questions = read(query).orElseThrow(() -> new AssertionError("no message"));
      check(!questions.response() && questions.questions() == 1, "not one question");
      query[2] |= (byte) RESPONSE;
      read(query).ifPresent(each -> checkKnown(pointer, each));
    }
  }

  private static void checkKnown(Pointer pointer, DnsMessage answers) {
    for (ResourceRecord each : answers.records()) {
      check(
          each instanceof Pointer written
              && written.name().equals(pointer.name())
              && written.target().equals(pointer.target())
              && written.validity().ttl() == pointer.validity().ttl(),
          "another known answer: " + each);
    }
  }
}
