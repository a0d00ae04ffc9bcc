// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.evidence.Timestamp;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a sighting and a device cost, counted in bytes, which no other load on a machine changes.
 */
class SightingCostTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int DEVICES = 2000;
  private static final int MANY = 20_000;
  private static final int BATCH = 64;

  private static final List<Mac> MACS =
      IntStream.range(0, MANY).mapToObj(SightingCostTest::mac).toList();

  private final WorkingSet set =
      new WorkingSet(new ModelLimits(200_000, 200_000), event -> {}, edit -> {});

  /** The time of the sighting and the key that it is looked up by are all that is made. */
  @Test
  void seeingADeviceAgainMakesNoObject() throws UnknownHostException {
    take(sightings(DEVICES, "IDLE"));
    List<Sighting> again = sightings(DEVICES, "IDLE");

    assertThat(bytesEach(again)).isLessThan(120);
  }

  @Test
  void aChangeCostsLittle() throws UnknownHostException {
    take(sightings(DEVICES, "IDLE"));

    assertThat(bytesEach(sightings(DEVICES, "RUNNING"))).isLessThan(4000);
  }

  @Test
  void aDeviceTakesLittleMemory() throws UnknownHostException {
    take(sightings(DEVICES, "IDLE"));
    long before = usedHeap();
    take(sightings(MANY, "IDLE"));
    set.deviceTable().takeUnsaved();

    assertThat((usedHeap() - before) / (MANY - DEVICES)).isLessThan(2300);
    assertThat(set.deviceTable().size()).isEqualTo(MANY);
  }

  /** The device is brought up to date when it is read; what was read before stays as it was. */
  @Test
  void aDeviceIsReadWithItsLatestTimes() throws UnknownHostException {
    ModelHarness lan = new ModelHarness();
    lan.ssdp("2b4f9b0e-92a1-4c1e-8d21-0123456789ab", "10.0.0.5", "01");
    lan.ping("10.0.0.5", "01");
    Device first = lan.set.deviceTable().devices().iterator().next();
    lan.pass(Duration.ofSeconds(30));
    lan.ssdp("2b4f9b0e-92a1-4c1e-8d21-0123456789ab", "10.0.0.5", "01");
    Device second = lan.set.deviceTable().find(first.id()).orElseThrow();

    assertThat(first.lastSeen()).isEqualTo(lan.now().wall().minusSeconds(30));
    assertThat(second.lastSeen()).isEqualTo(lan.now().wall());
    assertThat(second.evidence())
        .extracting(each -> each.lastSeen().equals(lan.now().wall()))
        .containsExactlyInAnyOrder(true, false);
    assertThat(second.evidence().get(0).expires())
        .isEqualTo(lan.now().wall().plus(ModelHarness.LIFETIME));
    assertThat(lan.set.deviceTable().get(new DeviceId(first.id().value()))).isSameAs(second);
  }

  private long bytesEach(List<Sighting> sightings) {
    take(sightings.subList(0, BATCH));
    long before = THREADS.getCurrentThreadAllocatedBytes();
    take(sightings);
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / sightings.size();
  }

  private void take(List<Sighting> sightings) {
    for (int i = 0; i < sightings.size(); i++) {
      Sighting sighting = sightings.get(i);
      set.take(ModelHarness.SSDP, sighting, MACS.get(i), Timestamp.now());
      if (i % BATCH == BATCH - 1) {
        set.settle(Timestamp.now());
      }
    }
    set.settle(Timestamp.now());
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Mac mac(int number) {
    return (Mac) Identifier.mac(String.format(Locale.ROOT, "02%010x", number)).orElseThrow();
  }

  /** Returns one sighting of each device, with texts of their own as if read from packets. */
  private static List<Sighting> sightings(int count, String status) throws UnknownHostException {
    List<Sighting> sightings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InetAddress address = InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i});
      UUID uuid = new UUID(0x4b495454_59004000L, Long.MIN_VALUE + 1 + i);
      sightings.add(
          Sighting.of("uuid:" + uuid, new Endpoint(address, "eth0"), Duration.ofMinutes(30))
              .identifier(Identifier.uuid(uuid.toString()))
              .fact(Fact.NAME, "Device " + i)
              .fact(Fact.STATUS, status)
              .attribute("server", "Linux/6 UPnP/1.1 Test/1")
              .attribute("location", "http://" + address.getHostAddress() + "/description.xml")
              .build());
    }
    return sightings;
  }
}
