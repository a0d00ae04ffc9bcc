// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import io.kitty.demo.Scenario.Role;
import io.kitty.demo.Scenario.Scene;
import io.kitty.demo.network.LoopbackNetwork;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.print.PrintCycle;
import io.kitty.demo.print.PrintState;
import io.kitty.discovery.Subnet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A machine that plays its role. In the demo's thread only, except for what it prints. */
final class SimulatedMachine {

  private static final Logger LOG = LoggerFactory.getLogger(SimulatedMachine.class);

  private final Role role;
  private final LoopbackNetwork network;
  private final ScheduledExecutorService time;
  private final Supplier<Duration> clock;
  private final Random random;
  private final List<ProtocolSimulator> simulators = new ArrayList<>();
  private String address;
  private int step;
  private volatile @Nullable SimulatedAddress host;
  private @Nullable Future<?> next;

  /**
   * @param time the demo's thread
   * @param clock returns the time since the start of the demo; may be called in any thread
   * @param random chooses the times of steps
   */
  SimulatedMachine(
      Role role,
      LoopbackNetwork network,
      ScheduledExecutorService time,
      Supplier<Duration> clock,
      Random random) {
    this.role = role;
    this.network = network;
    this.time = time;
    this.clock = clock;
    this.random = random;
    this.address = role.address();
  }

  /** Returns whether it is present. */
  boolean present() {
    return host != null;
  }

  private PrintState print() {
    PrintCycle prints = role.prints();
    return prints == null ? PrintState.IDLE : prints.at(clock.get());
  }

  /** Starts it and its story. */
  void start() {
    startProtocols();
    schedule();
  }

  /** Leaves for good. */
  void stop() {
    if (next != null) {
      next.cancel(false);
    }
    leave(true);
  }

  private void schedule() {
    if (!role.story().isEmpty()) {
      Scene scene = role.story().get(step++ % role.story().size());
      int seconds =
          scene.minSeconds() + random.nextInt(scene.maxSeconds() - scene.minSeconds() + 1);
      next =
          time.schedule(
              () -> {
                play(scene);
                schedule();
              },
              seconds,
              TimeUnit.SECONDS);
    }
  }

  private void play(Scene scene) {
    LOG.debug("{}: {} {}", address, scene.act(), scene.argument());
    switch (scene.act()) {
      case LEAVE -> leave(true);
      case RETURN -> startProtocols();
      case MOVE -> {
        leave(false);
        address = scene.argument();
        startProtocols();
      }
      case REST -> {}
    }
  }

  /** Starts its protocols; one whose port is taken is skipped. */
  private void startProtocols() {
    SimulatedAddress current = new SimulatedAddress(network, time, Subnet.parse(address).address());
    host = current;
    role.simulators()
        .forEach(
            (protocol, values) -> {
              try {
                ProtocolSimulator simulator =
                    SimulatorFactory.of(protocol, current, values, this::print);
                simulator.start();
                simulators.add(simulator);
              } catch (IOException e) {
                LOG.warn(
                    "The demo's machine at {} cannot simulate {}: {}",
                    address,
                    protocol,
                    e.getMessage());
              }
            });
  }

  private void leave(boolean goodbye) {
    SimulatedAddress current = host;
    if (current != null) {
      if (goodbye) {
        simulators.forEach(ProtocolSimulator::goodbye);
      }
      simulators.clear();
      current.close();
      host = null;
    }
  }
}
