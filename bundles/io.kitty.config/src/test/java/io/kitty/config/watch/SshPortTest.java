// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osgi.service.log.LogService.LOG_WARNING;

import io.kitty.config.watch.SshPort.Address;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SshPortTest {

  private ServerSocket other;
  private Address configured;
  private int restarts;
  private final SshPort ssh = new SshPort(() -> Optional.of(configured), () -> restarts++);

  @BeforeEach
  void take() throws Exception {
    other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    configured = new Address("127.0.0.1", other.getLocalPort());
  }

  @AfterEach
  void free() throws Exception {
    other.close();
  }

  private void fail(Exception cause) {
    ssh.logged(
        new FailureLogTest.Entry(
            LOG_WARNING,
            "Exception caught while starting SSH server",
            new RuntimeException("bind", cause)));
    ssh.check();
  }

  @Test
  void restartsTheServerOnceThePortIsFree() throws Exception {
    fail(new BindException("Address already in use"));
    ssh.check();
    assertThat(ssh.line())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains(
                        "127.0.0.1:" + other.getLocalPort(), "etc/org.apache.karaf.shell.cfg"));
    assertThat(restarts).isZero();

    other.close();
    ssh.check();
    assertThat(ssh.line()).isEmpty();
    assertThat(restarts).isEqualTo(1);
  }

  @Test
  void acceptsAnotherPort() {
    fail(new BindException("Address already in use"));
    configured = new Address("127.0.0.1", 1);
    ssh.check();

    assertThat(ssh.line()).isEmpty();
    assertThat(restarts).isZero();
  }

  @Test
  void reportsAnotherPortThatIsTaken() {
    configured = new Address("127.0.0.2", other.getLocalPort());
    fail(new BindException("Address already in use"));
    configured = new Address("127.0.0.1", other.getLocalPort());
    fail(new BindException("Address already in use"));

    assertThat(ssh.line()).hasValueSatisfying(line -> assertThat(line).contains("127.0.0.1:"));
  }

  @Test
  void ignoresOtherFailures() {
    fail(new IllegalStateException("the key cannot be read"));
    assertThat(ssh.line()).isEmpty();
  }

  @Test
  void restartsAServerThatDoesNotListenOnce() throws Exception {
    other.close();
    for (int i = 0; i < 60; i++) {
      ssh.check();
    }

    assertThat(restarts).isEqualTo(1);
    assertThat(ssh.line()).isEmpty();
  }

  @Test
  void leavesAServerThatListens() {
    for (int i = 0; i < 60; i++) {
      ssh.check();
    }

    assertThat(restarts).isZero();
  }
}
