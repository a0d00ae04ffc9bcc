// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.simulator;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parses queries of multicast DNS, and writes responses (RFC 1035, §4.1; RFC 6762, §18). */
final class DnsMessage {

  private static final int HEADER = 12;
  private static final int RESPONSE = 0x8000;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int MAX_QUESTIONS = 200;
  private static final int ANY = 255;

  /** A question. */
  record Question(DnsName name, int type) {
    boolean isAbout(DnsRecord each) {
      return (type == ANY || type == each.type()) && name.matches(each.name());
    }
  }

  /**
   * A query.
   *
   * @param id the query ID, by which a unicast client matches the response
   * @param questions its questions
   * @param section the question section as received
   */
  record Query(short id, List<Question> questions, byte[] section) {}

  private DnsMessage() {}

  /** Returns the query; empty if the datagram is none. */
  static Optional<Query> query(byte[] datagram) {
    try {
      ByteBuffer in = ByteBuffer.wrap(datagram);
      short id = in.getShort();
      int flags = in.getShort();
      int count = Short.toUnsignedInt(in.getShort());
      if ((flags & RESPONSE) != 0 || count > MAX_QUESTIONS) {
        return Optional.empty();
      }
      in.position(HEADER);
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        DnsName name = DnsName.read(in);
        questions.add(new Question(name, in.getShort()));
        in.getShort(); // the class: IN, or any
      }
      byte[] section = Arrays.copyOfRange(datagram, HEADER, in.position());
      return Optional.of(new Query(id, questions, section));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns a multicast response. */
  static byte[] response(List<DnsRecord> answers, List<DnsRecord> additional) {
    return response((short) 0, List.of(), new byte[0], answers, additional, false);
  }

  /** Returns a response to a legacy unicast query (RFC 6762, §6.7). */
  static byte[] response(Query to, List<DnsRecord> answers, List<DnsRecord> additional) {
    return response(to.id(), to.questions(), to.section(), answers, additional, true);
  }

  private static byte[] response(
      short id,
      List<Question> questions,
      byte[] section,
      List<DnsRecord> answers,
      List<DnsRecord> additional,
      boolean direct) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(id);
      out.writeShort(RESPONSE | AUTHORITATIVE);
      out.writeShort(questions.size());
      out.writeShort(answers.size());
      out.writeShort(0);
      out.writeShort(additional.size());
      out.write(section);
      for (DnsRecord each : answers) {
        each.write(out, direct);
      }
      for (DnsRecord each : additional) {
        each.write(out, direct);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
