// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes questions into as few queries as possible, each with the known answers to its questions as
 * far as they fit: those left out are only answered once more.
 */
public final class QueryWriter {

  /** What fits into one Ethernet frame beside the headers of IPv6 and UDP (RFC 6762, §17). */
  private static final int MAX_BYTES = 1500 - 40 - 8;

  private static final int HEADER = 12;
  private static final int QUESTION_COUNT = 4;
  private static final int ANSWER_COUNT = 6;
  private static final int CLASS_IN = 1;
  private static final int POINTER = 0xC000;

  private final ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES).position(HEADER);

  /** Where each suffix of a name was written, for compression (RFC 1035, §4.1.4). */
  private final Map<List<String>, Integer> offsets = new HashMap<>();

  private final Set<DnsName> names = new HashSet<>();

  private QueryWriter() {}

  /** Returns the queries. */
  public static List<byte[]> write(Collection<Question> questions, Collection<KnownAnswer> known) {
    List<byte[]> messages = new ArrayList<>();
    QueryWriter writer = new QueryWriter();
    for (Question each : writable(questions)) {
      if (!writer.add(each)) {
        messages.add(writer.complete(known));
        writer = new QueryWriter();
        writer.add(each);
      }
    }
    if (!writer.names.isEmpty()) {
      messages.add(writer.complete(known));
    }
    return messages;
  }

  /**
   * Replaces instances whose name cannot be written by their type: responders add the other records
   * (RFC 6763, §12.1).
   */
  private static Set<Question> writable(Collection<Question> questions) {
    Set<Question> writable = new LinkedHashSet<>();
    for (Question each : questions) {
      if (each.name().isWritable()) {
        writable.add(each);
      } else {
        ServiceInstanceName.of(each.name())
            .map(name -> Question.browse(name.type()))
            .filter(question -> question.name().isWritable())
            .ifPresent(writable::add);
      }
    }
    return writable;
  }

  private boolean add(Question question) {
    boolean added =
        append(
            QUESTION_COUNT,
            () -> {
              put(question.name());
              put(question.type().code());
              put(CLASS_IN);
            });
    if (added) {
      names.add(question.name());
    }
    return added;
  }

  private byte[] complete(Collection<KnownAnswer> known) {
    for (KnownAnswer each : known) {
      boolean written =
          !names.contains(each.owner())
              || !each.owner().isWritable()
              || !each.target().isWritable()
              || append(ANSWER_COUNT, () -> put(each));
      if (!written) {
        break;
      }
    }
    byte[] message = new byte[buffer.position()];
    buffer.get(0, message);
    return message;
  }

  private void put(KnownAnswer known) {
    put(known.owner());
    put(Question.Type.PTR.code());
    put(CLASS_IN);
    buffer.putInt((int) known.ttl());
    int length = buffer.position();
    put(0);
    put(known.target());
    buffer.putShort(length, (short) (buffer.position() - length - 2));
  }

  /** Appends an entry and counts it; returns whether there was room. */
  private boolean append(int count, Runnable entry) {
    int start = buffer.position();
    try {
      entry.run();
    } catch (BufferOverflowException e) {
      buffer.position(start);
      offsets.values().removeIf(offset -> offset >= start);
      return false;
    }
    buffer.putShort(count, (short) (buffer.getShort(count) + 1));
    return true;
  }

  private void put(int value) {
    buffer.putShort((short) value);
  }

  private void put(DnsName name) {
    List<String> labels = name.labels();
    for (int i = 0; i < labels.size(); i++) {
      List<String> suffix = labels.subList(i, labels.size());
      Integer offset = offsets.get(suffix);
      if (offset != null) {
        put(POINTER | offset);
        return;
      }
      offsets.put(suffix, buffer.position());
      byte[] label = labels.get(i).getBytes(StandardCharsets.UTF_8);
      buffer.put((byte) label.length).put(label);
    }
    buffer.put((byte) 0);
  }
}
