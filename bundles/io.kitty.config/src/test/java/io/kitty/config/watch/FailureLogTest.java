// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osgi.service.log.LogService.LOG_ERROR;
import static org.osgi.service.log.LogService.LOG_INFO;
import static org.osgi.service.log.LogService.LOG_WARNING;

import io.kitty.testkit.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;

class FailureLogTest {

  private static final Path ETC = Path.of("/hub/etc");
  private static final Path DEPLOY = Path.of("/hub/deploy");
  private static final Path JAR = DEPLOY.resolve("a.jar");

  private final FakeClock clock = new FakeClock();
  private final FailureLog log = new FailureLog(clock::nanos, ETC, DEPLOY);

  private void logged(int level, String message, @Nullable Throwable exception) {
    log.logged(new Entry(level, message, exception));
  }

  @Test
  void keepsTheLastCauseOfAFile() {
    logged(LOG_ERROR, "Failed to install artifact: " + JAR, new Exception("no\n  manifest"));
    assertThat(log.cause(JAR)).contains("no manifest");

    logged(LOG_WARNING, "Error while starting bundle: file:" + JAR, new Exception("second"));
    assertThat(log.cause(JAR)).contains("second");
    assertThat(log.cause(ETC.resolve("a.cfg"))).isEmpty();
  }

  @Test
  void explainsMissingPackages() {
    logged(
        LOG_WARNING,
        "Error while starting bundle: file:" + JAR,
        new Exception(
            "Unable to resolve a [99](R 99.0): missing requirement [a [99](R 99.0)]"
                + " osgi.wiring.package; (osgi.wiring.package=org.example.x) Unresolved"));

    assertThat(log.cause(JAR))
        .contains("nothing provides the package org.example.x, which it needs");
  }

  @Test
  void attributesKarFailuresToTheLastInstallation() {
    Path kar = DEPLOY.resolve("a.kar");
    logged(LOG_INFO, "Installing KAR a from " + kar, null);
    logged(LOG_ERROR, "Unable to install Kar feature a/1.0", new Exception("no such feature"));

    assertThat(log.cause(kar)).contains("no such feature");
  }

  @Test
  void forgetsMessagesAboutEarlierVersions() {
    logged(LOG_ERROR, "Failed to install artifact: " + JAR, new Exception("first"));
    clock.advance(Duration.ofSeconds(1));

    log.forget(JAR, 0);
    assertThat(log.cause(JAR)).isNotEmpty();
    log.forget(JAR, clock.nanos());
    assertThat(log.cause(JAR)).isEmpty();
  }

  @Test
  void ignoresOtherFilesAndIsBounded() {
    logged(LOG_ERROR, "Failed: /hub/data/a.jar", new Exception("x"));
    logged(LOG_ERROR, "Failed: " + DEPLOY.resolve("sub/a.jar"), new Exception("x"));
    assertThat(log.cause(Path.of("/hub/data/a.jar"))).isEmpty();
    assertThat(log.cause(DEPLOY.resolve("sub/a.jar"))).isEmpty();

    for (int i = 0; i < 2000; i++) {
      logged(LOG_ERROR, "Failed: " + DEPLOY.resolve(i + ".jar"), new Exception("x"));
    }
    assertThat(log.cause(DEPLOY.resolve("0.jar"))).isNotEmpty();
    assertThat(log.cause(DEPLOY.resolve("1999.jar"))).isEmpty();
  }

  record Entry(int level, String message, @Nullable Throwable exception) implements LogEntry {

    @Override
    public @Nullable Bundle getBundle() {
      return null;
    }

    @Override
    public @Nullable ServiceReference<?> getServiceReference() {
      return null;
    }

    @Override
    public int getLevel() {
      return level;
    }

    @Override
    public String getMessage() {
      return message;
    }

    @Override
    public @Nullable Throwable getException() {
      return exception;
    }

    @Override
    public long getTime() {
      return 0;
    }
  }
}
