// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.bambu.announcement.AnnouncementParser;
import io.kitty.bambu.announcement.PrinterAnnouncement;
import io.kitty.bambu.announcement.SearchRequest;
import io.kitty.bambu.detect.DetectMessage;
import io.kitty.bambu.printer.Printer;
import io.kitty.commons.DetectFrame;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

class CorpusTest extends CorpusContract {

  private static final List<String> FIELDS =
      List.of(
          "model_code",
          "name",
          "version",
          "connect",
          "bind",
          "seclink",
          "inf",
          "dev_cap",
          "signal");

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("bambu-ssdp") || sample.protocol().equals("bambu-detect");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    return sample.protocol().equals("bambu-ssdp")
        ? AnnouncementParser.parse(sample.bytes()).map(read -> fields(read, sample))
        : detect(sample).map(CorpusTest::fields);
  }

  private static Optional<DetectMessage> detect(Sample sample) {
    try {
      return DetectMessage.parse(DetectFrame.read(new ByteArrayInputStream(sample.bytes())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return sample.protocol().equals("bambu-ssdp")
        ? SearchRequest.PORTS.stream().map(SearchRequest::packet).toList()
        : List.of(DetectMessage.request(sample.expect().path("sequence_id").asText()));
  }

  private static Map<String, Object> fields(PrinterAnnouncement read, Sample sample) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("kind", read.kind().name().toLowerCase(Locale.ROOT));
    fields.put("st", read.type());
    fields.put("max_age", read.maxAge());
    fields.put("mx", read.mx());
    fields.put("ip", read.address(sample.source()).getHostAddress());
    if (read.printer() != null) {
      fields.put("serial", read.printer().serial());
      add(read.printer(), fields);
    }
    return fields;
  }

  private static Map<String, Object> fields(DetectMessage read) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("command", "detect");
    fields.put("sequence_id", read.sequenceId());
    fields.put("id", read.serial());
    add(new Printer(read.serial(), read.fields()), fields);
    return fields;
  }

  private static void add(Printer printer, Map<String, Object> fields) {
    fields.put("model", printer.model());
    FIELDS.forEach(name -> fields.put(name, printer.fields().get(name)));
  }
}
