// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.mqtt.claim.Claims;
import io.kitty.mqtt.message.FoundMessage;
import io.kitty.mqtt.message.Topics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboundMessagesTest {

  private static final Topics TOPICS = new Topics("homeassistant", "kitty", "attic");
  private static final String CLAIM = "kitty/hubs/garage/claims/host_1";

  private final List<Integer> sizes = new ArrayList<>();
  private final List<String> hubs = new ArrayList<>();
  private final InboundMessages messages = new InboundMessages(TOPICS, new Recorder());

  /** Records claims and the status of hubs. */
  private final class Recorder implements InboundMessages.Handler {

    @Override
    public void onStatus(String hub, boolean online, boolean retained) {
      hubs.add(hub);
    }

    @Override
    public void onClaim(String hub, String slug, byte[] payload, boolean retained) {
      sizes.add(payload.length);
    }

    @Override
    public void onOffline() {}

    @Override
    public void onBirth() {}

    @Override
    public void onScan() {}

    @Override
    public void onEvent(String message) {}

    @Override
    public void onFound(String topic, FoundMessage message) {}
  }

  private void receive(int size) {
    messages.onMessage(CLAIM, new byte[size], false);
  }

  @Test
  void aClaimThatIsTooLargeIsNotKept() {
    receive(Claims.MAX_SIZE);
    receive(Claims.MAX_SIZE + 1);
    messages.handle();

    assertThat(sizes).containsExactly(Claims.MAX_SIZE, 0);
  }

  @Test
  void theClaimsThatWaitHave16MebibytesAtMost() {
    int most = 16 * 1024 * 1024 / Claims.MAX_SIZE;
    for (int i = 0; i < most + 10; i++) {
      receive(Claims.MAX_SIZE);
    }
    messages.onMessage("kitty/hubs/garage/status", "online".getBytes(UTF_8), false);
    messages.handle();

    assertThat(sizes).hasSize(most);
    assertThat(hubs).containsExactly("garage");

    receive(Claims.MAX_SIZE);
    messages.handle();
    assertThat(sizes).hasSize(most + 1);
  }
}
