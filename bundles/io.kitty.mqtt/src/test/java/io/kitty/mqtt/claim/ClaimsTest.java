// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.testkit.TestDevices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hubs at a broker that passes messages on in one order, each whenever it likes. */
class ClaimsTest {

  private static final String SLUG = "host_1";
  private static final String STATUS = "";

  private final Map<String, TestHub> hubs = new HashMap<>();
  private final Map<String, byte[]> retained = new HashMap<>();

  /** The hub that last wrote the topics of the device, while it had not given that up. */
  private String writer = "";

  /** A message of a hub: its status ({@link #STATUS}), its claim, or the state of the device. */
  private record Message(String hub, String slug, byte[] payload, boolean retained) {}

  private final class TestHub implements Claims.Listener {

    private final String name;
    private final Claims claims;
    private final Queue<Message> sent = new ArrayDeque<>();
    private final Queue<Message> received = new ArrayDeque<>();
    private final List<String> last = new ArrayList<>();
    private boolean online;
    private boolean knows;

    TestHub(String name) {
      this.name = name;
      claims = new Claims(name, this);
    }

    void connect() {
      online = true;
      claims.reset();
      retained.forEach(
          (topic, payload) ->
              received.add(
                  new Message(topic.split("/", 2)[0], topic.split("/", 2)[1], payload, true)));
      handleAll(); // a hub begins once it has read what was retained
      sent.add(new Message(name, STATUS, "online".getBytes(UTF_8), false));
      see(knows);
    }

    void kill() {
      online = false;
      sent.clear();
      received.clear();
      if (writer.equals(name)) {
        writer = "";
      }
      deliver(new Message(name, STATUS, "offline".getBytes(UTF_8), false));
    }

    void see(boolean now) {
      knows = now;
      if (online && now) {
        claims.claim(SLUG, TestDevices.host(1));
      } else if (online) {
        claims.release(SLUG);
      }
    }

    void write() {
      if (online && claims.speaks(SLUG)) {
        sent.add(new Message(name, "state", name.getBytes(UTF_8), false));
      }
    }

    void send() {
      if (!sent.isEmpty()) {
        deliver(sent.remove());
      }
    }

    void handleAll() {
      while (!received.isEmpty()) {
        handle();
      }
    }

    void handle() {
      Message message = received.poll();
      if (message == null) {
        return;
      }
      if (message.slug().equals(STATUS)) {
        claims.onStatus(message.hub(), new String(message.payload(), UTF_8).equals("online"));
      } else {
        claims.onClaim(message.hub(), message.slug(), message.payload(), message.retained());
      }
    }

    @Override
    public void onClaim(String slug, String claim) {
      sent.add(new Message(name, slug, claim.getBytes(UTF_8), false));
    }

    @Override
    public void onSpeaking(String slug, boolean speaking) {
      write();
    }

    @Override
    public void onLast(String slug) {
      last.add(slug);
    }
  }

  @BeforeEach
  void addHubs() {
    Stream.of("attic", "garage", "shed").forEach(name -> hubs.put(name, new TestHub(name)));
  }

  /** The broker passes a message on; no two hubs write at the same time. */
  private void deliver(Message message) {
    if (message.slug().equals("state")) {
      assertThat(writer).isIn("", message.hub());
      writer = message.hub();
      return;
    }
    boolean silent =
        !message.slug().equals(STATUS)
            && DeviceClaim.parse(message.payload()).filter(DeviceClaim::speaks).isEmpty();
    if (silent && writer.equals(message.hub())) {
      writer = "";
    }
    String topic = message.hub() + "/" + message.slug();
    if (message.payload().length == 0) {
      retained.remove(topic);
    } else {
      retained.put(topic, message.payload());
    }
    hubs.values().stream().filter(hub -> hub.online).forEach(hub -> hub.received.add(message));
  }

  private void settle() {
    for (int i = 0; i < 100; i++) {
      hubs.values().forEach(TestHub::send);
      hubs.values().forEach(TestHub::handleAll);
    }
  }

  private List<String> speakers() {
    return hubs.values().stream()
        .filter(hub -> hub.online && hub.claims.speaks(SLUG))
        .map(hub -> hub.name)
        .toList();
  }

  private TestHub hub(String name) {
    return hubs.get(name);
  }

  private void connectWith(String... names) {
    for (String name : names) {
      hub(name).knows = true;
      hub(name).connect();
    }
  }

  @Test
  void oneHubAloneSpeaks() {
    connectWith("shed");
    assertThat(hub("shed").claims.isPending(SLUG)).isTrue();
    settle();

    assertThat(speakers()).containsExactly("shed");
    assertThat(hub("shed").claims.isPending(SLUG)).isFalse();
  }

  @Test
  void theFirstByNameSpeaksTakesOverAndHandsBack() {
    connectWith("garage", "attic", "shed");
    settle();
    assertThat(speakers()).containsExactly("attic");

    hub("attic").kill();
    settle();
    assertThat(speakers()).containsExactly("garage");

    hub("attic").connect();
    settle();
    assertThat(speakers()).containsExactly("attic");
  }

  @Test
  void aHubThatSeesTheDeviceComesBeforeOneThatDoesNot() {
    connectWith("attic", "garage");
    settle();

    hub("attic").claims.claim(SLUG, TestDevices.departed(TestDevices.host(1)));
    settle();
    assertThat(speakers()).containsExactly("garage");

    Device gone = TestDevices.departed(TestDevices.host(1));
    hub("garage").claims.claim(SLUG, gone);
    settle();
    assertThat(speakers()).containsExactly("attic");
  }

  @Test
  void theLastThatForgetsTheDeviceIsToldSo() {
    connectWith("attic", "garage");
    settle();

    hub("attic").see(false);
    hub("garage").see(false);
    settle();

    assertThat(speakers()).isEmpty();
    assertThat(Stream.concat(hub("attic").last.stream(), hub("garage").last.stream()))
        .containsExactly(SLUG);
    assertThat(hub("garage").last).as("the second in the broker's order").isNotEmpty();
  }

  @Test
  void claimsOfAnEarlierConnectionAreRemoved() {
    connectWith("attic");
    settle();
    hub("attic").kill();
    hub("attic").knows = false;

    hub("attic").connect();
    settle();

    assertThat(retained).doesNotContainKey("attic/" + SLUG);
  }

  @Test
  void whatIsNoClaimIsIgnored() {
    connectWith("garage");
    for (String payload :
        List.of("x", "[]", "{}", "{\"present\":1,\"turn\":1}", "9".repeat(20_000))) {
      deliver(new Message("attic", STATUS, "online".getBytes(UTF_8), false));
      deliver(new Message("attic", SLUG, payload.getBytes(UTF_8), false));
    }
    settle();

    assertThat(speakers()).containsExactly("garage");
  }

  /** Whatever happens in whatever order, the topics of a device have one writer at a time. */
  @Property(tries = 300)
  void noTwoHubsWriteAtTheSameTime(@ForAll long seed) {
    hubs.clear();
    retained.clear();
    writer = "";
    addHubs();
    Random random = new Random(seed);
    List<TestHub> all = List.copyOf(hubs.values());
    for (int i = 0; i < 400; i++) {
      TestHub hub = all.get(random.nextInt(all.size()));
      switch (random.nextInt(12)) {
        case 0 -> {
          if (!hub.online) {
            hub.knows = random.nextInt(4) > 0;
            hub.connect();
          } else if (random.nextInt(3) == 0) {
            hub.kill();
          }
        }
        case 1 -> hub.see(random.nextInt(4) > 0);
        case 2, 3, 4 -> hub.write();
        case 5, 6, 7, 8 -> hub.send();
        default -> hub.handle();
      }
    }
    settle();

    List<String> knowing =
        all.stream().filter(hub -> hub.online && hub.knows).map(hub -> hub.name).sorted().toList();
    assertThat(speakers()).isEqualTo(knowing.stream().limit(1).toList());
  }
}
