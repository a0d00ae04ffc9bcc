// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.shell.Console;
import io.kitty.shell.Samples;
import io.kitty.testkit.TestDevices;
import java.util.concurrent.FutureTask;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WatchCommandTest {

  @RegisterExtension final Console console = new Console();

  private final Device host = TestDevices.host(7);
  private final Device printer = TestDevices.printer(0);

  @AfterEach
  void unregistersItsListener() {
    await().until(() -> console.listeners.count() == 0);
  }

  @Test
  void endsAfterItsCount() throws Exception {
    Thread watch = watch("kitty:watch --count 3");
    console.listeners.publish(new DeviceEvent.Appeared(printer, true));
    console.listeners.publish(new DeviceEvent.Appeared(host, false));
    console.listeners.publish(
        new DeviceEvent.Changed(printer, Samples.with(printer, Fact.STATUS, "RUNNING"), false));
    console.listeners.publish(
        new DeviceEvent.Departed(host, host, DepartureReason.GOODBYE, null, false));
    watch.join();
    assertThat(console.printed().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).contains(" appeared host:192.0.2.9 ", "online"),
            line -> assertThat(line).contains(" changed ", "status IDLE -> RUNNING"),
            line -> assertThat(line).contains(" departed host:192.0.2.9 goodbye"));
  }

  @Test
  void replaysPresentDevices() throws Exception {
    Thread watch = watch("kitty:watch --replay --json --count 1");
    console.listeners.publish(new DeviceEvent.Appeared(printer, true));
    watch.join();
    assertThat(console.printed())
        .isEqualToIgnoringNewLines(
            "{\"event\":\"appeared\",\"replay\":true,\"data\":{\"id\":\"" + printer.id() + "\"}}");
  }

  @Test
  void omitsIgnoredDevices() throws Exception {
    Device ignored = Samples.with(printer, Fact.USER_IGNORED, "true");
    Thread watch = watch("kitty:watch --count 2");
    console.listeners.publish(new DeviceEvent.Appeared(ignored, false));
    console.listeners.publish(new DeviceEvent.Changed(printer, ignored, false));
    console.listeners.publish(new DeviceEvent.Changed(ignored, printer, false));
    watch.join();
    assertThat(console.printed().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).contains(" departed " + printer.id(), "unmatched"),
            line -> assertThat(line).contains(" appeared " + printer.id()));
  }

  @Test
  void endsAfterItsTime() throws Exception {
    assertThat(console.run("kitty:watch --seconds 1")).isEmpty();
  }

  @Test
  void endsOnCtrlC() throws Exception {
    Thread watch = watch("kitty:watch");
    console.interrupt();
    watch.join();
    assertThat(console.printed()).isEmpty();
  }

  @Test
  void endsWithItsSession() throws Exception {
    Thread watch = watch("kitty:watch");
    console.close();
    watch.join();
    assertThat(console.printed()).isEmpty();
  }

  @Test
  void endsWhenTheOutputIsClosed() throws Exception {
    Thread watch = watch("kitty:watch");
    console.hangUp();
    watch.join();
    assertThat(console.printed()).isEmpty();
  }

  @Test
  void endsWhenItsBundleStops() throws Exception {
    Thread watch = watch("kitty:watch");
    console.listeners.stop();
    watch.join();
    assertThat(console.printed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--count -1", "--count 0", "--seconds x", "--seconds 1.5"})
  void refusesAnythingButPositiveNumbers(String option) {
    assertThatThrownBy(() -> console.run("kitty:watch " + option))
        .isInstanceOf(CommandException.class)
        .hasMessage(option.replace(" ", " must be 1 to 999999999, not ") + ".");
  }

  @Test
  void reportsLostEvents() throws Exception {
    Thread watch = watch("kitty:watch --seconds 1");
    for (int i = 0; i < 200_000; i++) {
      console.listeners.publish(new DeviceEvent.Appeared(host, false));
    }
    watch.join();
    assertThat(console.printed()).contains("events were lost");
  }

  private Thread watch(String line) {
    FutureTask<String> command = new FutureTask<>(() -> console.run(line));
    Thread thread = new Thread(command, "watch");
    thread.setDaemon(true);
    thread.start();
    await().until(() -> console.listeners.count() == 1);
    return thread;
  }
}
