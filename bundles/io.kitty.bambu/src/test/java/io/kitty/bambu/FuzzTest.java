// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.bambu.announcement.AnnouncementParser;
import io.kitty.bambu.announcement.AnnouncementSamples;
import io.kitty.bambu.announcement.SearchRequest;
import io.kitty.bambu.detect.DetectMessage;
import io.kitty.commons.DetectFrame;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.contract.PayloadFuzzer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Parses damaged messages; the system property {@code kitty.mutations} sets how many, for instance
 * {@code -Dkitty.mutations=1000000}.
 */
class FuzzTest {

  private static final int MUTATIONS = Integer.getInteger("kitty.mutations", 20_000);
  private static final InetAddress SENDER = TestLinks.address("192.0.2.9");

  @Test
  void noDatagramBreaksTheParser() {
    PayloadFuzzer mutator =
        new PayloadFuzzer(
            7,
            List.of(
                AnnouncementSamples.alive(
                    "01P00A1", "192.0.2.7", AnnouncementSamples.details("C12", "Bench")),
                AnnouncementSamples.response("uuid:01P00A1::x", "http://192.0.2.7:80/"),
                AnnouncementSamples.byebye("000"),
                SearchRequest.packet(2021)));
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      if (AnnouncementParser.parse(mutator.next()).map(each -> each.address(SENDER)).isPresent()) {
        read++;
      }
    }

    assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
  }

  @Test
  void noReplyBreaksTheParser() {
    PayloadFuzzer mutator =
        new PayloadFuzzer(
            7,
            List.of(
                DetectMessage.request("20000"),
                DetectFrame.encode(
                    AnnouncementSamples.bytes(
                        "{\"login\":{\"command\":\"detect\",\"id\":\"01P00A1\",\"dev_cap\":1}}"))));
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      try {
        byte[] text = DetectFrame.read(new ByteArrayInputStream(mutator.next()));
        read += DetectMessage.parse(text).isPresent() ? 1 : 0;
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("the answer");
      }
    }

    assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
  }
}
