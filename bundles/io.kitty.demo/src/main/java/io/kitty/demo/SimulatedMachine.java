// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import io.kitty.demo.Scenario.Role;
import io.kitty.demo.Scenario.Scene;
import io.kitty.demo.voice.LoopbackNetwork;
import io.kitty.demo.voice.ProtocolSimulator;
import io.kitty.demo.voice.SimulatedAddress;
import io.kitty.demo.voice.SimulatorFactory;
import io.kitty.discovery.Subnet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A machine that plays its role. In the demo's thread only. */
final class SimulatedMachine {

  private static final Logger LOG = LoggerFactory.getLogger(SimulatedMachine.class);

  private final Role role;
  private final LoopbackNetwork network;
  private final ScheduledExecutorService time;
  private final Random random;
  private final List<ProtocolSimulator> voices = new ArrayList<>();
  private String address;
  private String status;
  private int scene;
  private volatile @Nullable SimulatedAddress place;
  private @Nullable Future<?> next;

  /**
   * @param time the demo's thread
   * @param random decides when in the times that the role leaves open
   */
  SimulatedMachine(
      Role role, LoopbackNetwork network, ScheduledExecutorService time, Random random) {
    this.role = role;
    this.network = network;
    this.time = time;
    this.random = random;
    this.address = role.address();
    this.status = role.status();
  }

  /** Whether it is there. */
  boolean present() {
    return place != null;
  }

  /** Comes, and lives its story from now on. */
  void begin() {
    arrive();
    schedule();
  }

  /** Leaves for good. */
  void end() {
    if (next != null) {
      next.cancel(false);
    }
    leave(true);
  }

  private void schedule() {
    if (!role.story().isEmpty()) {
      Scene now = role.story().get(scene++ % role.story().size());
      int seconds = now.least() + random.nextInt(now.most() - now.least() + 1);
      next =
          time.schedule(
              () -> {
                play(now);
                schedule();
              },
              seconds,
              TimeUnit.SECONDS);
    }
  }

  private void play(Scene now) {
    LOG.debug("{}: {} {}", address, now.act(), now.what());
    switch (now.act()) {
      case STATUS -> status = now.what();
      case LEAVE -> leave(true);
      case RETURN -> arrive();
      case MOVE -> {
        leave(false);
        address = now.what();
        arrive();
      }
      case REST -> {}
    }
  }

  /** What it cannot say, because a port is taken, it does not say; the rest it does. */
  private void arrive() {
    SimulatedAddress here = new SimulatedAddress(network, time, Subnet.parse(address).address());
    place = here;
    role.voices()
        .forEach(
            (protocol, words) -> {
              try {
                ProtocolSimulator voice = SimulatorFactory.of(protocol, here, words, () -> status);
                voice.begin();
                voices.add(voice);
              } catch (IOException e) {
                LOG.warn(
                    "The demo's machine at {} cannot speak {}: {}",
                    address,
                    protocol,
                    e.getMessage());
              }
            });
  }

  private void leave(boolean goodbye) {
    SimulatedAddress here = place;
    if (here != null) {
      if (goodbye) {
        voices.forEach(ProtocolSimulator::goodbye);
      }
      voices.clear();
      here.close();
      place = null;
    }
  }
}
