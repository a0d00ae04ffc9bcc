// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSQuestion;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.constants.DNSConstants;
import javax.jmdns.impl.constants.DNSRecordClass;
import javax.jmdns.impl.constants.DNSRecordType;

/**
 * Puts questions into as few messages as hold them, each with as many of the known answers to its
 * questions as there is room for: what is left out is answered once more, no harm done.
 */
public final class QueryWriter {

  private QueryWriter() {}

  public static List<DNSOutgoing> of(
      Collection<Question> questions, Collection<KnownAnswer> known) {
    List<DNSOutgoing> messages = new ArrayList<>();
    DNSOutgoing message = new DNSOutgoing(DNSConstants.FLAGS_QR_QUERY);
    Set<DnsName> asked = new HashSet<>();
    for (Question each : writable(questions)) {
      if (!message.isEmpty() && !fits(message, each)) {
        messages.add(complete(message, asked, known));
        message = new DNSOutgoing(DNSConstants.FLAGS_QR_QUERY);
        asked.clear();
        fits(message, each);
      } else if (message.isEmpty()) {
        fits(message, each);
      }
      asked.add(each.name());
    }
    if (!message.isEmpty()) {
      messages.add(complete(message, asked, known));
    }
    return messages;
  }

  /**
   * Instead of an instance whose name JmDNS cannot write its type is asked for: who answers adds
   * the rest (RFC 6763, §12.1).
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

  private static boolean fits(DNSOutgoing message, Question question) {
    try {
      message.addQuestion(
          DNSQuestion.newQuestion(
              question.name().escaped(),
              type(question.type()),
              DNSRecordClass.CLASS_IN,
              DNSRecordClass.NOT_UNIQUE));
      return true;
    } catch (IOException e) {
      return false; // JmDNS says so when the message is full
    }
  }

  private static DNSOutgoing complete(
      DNSOutgoing message, Set<DnsName> asked, Collection<KnownAnswer> known) {
    try {
      for (KnownAnswer each : known) {
        Optional<DNSRecord> pointer = pointer(each).filter(p -> asked.contains(each.owner()));
        if (pointer.isPresent()) {
          message.addAnswer(pointer.get(), 0);
        }
      }
    } catch (IOException e) {
      return message; // it is full
    }
    return message;
  }

  private static Optional<DNSRecord> pointer(KnownAnswer known) {
    return known.owner().isWritable() && known.target().isWritable()
        ? Optional.of(
            new DNSRecord.Pointer(
                known.owner().escaped(),
                DNSRecordClass.CLASS_IN,
                DNSRecordClass.NOT_UNIQUE,
                (int) known.ttl(),
                known.target().escaped()))
        : Optional.empty();
  }

  private static DNSRecordType type(Question.Type type) {
    return switch (type) {
      case A -> DNSRecordType.TYPE_A;
      case AAAA -> DNSRecordType.TYPE_AAAA;
      case PTR -> DNSRecordType.TYPE_PTR;
      case SRV -> DNSRecordType.TYPE_SRV;
      case TXT -> DNSRecordType.TYPE_TXT;
    };
  }
}
