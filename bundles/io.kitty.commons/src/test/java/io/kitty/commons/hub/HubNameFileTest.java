// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubNameFileTest {

  @TempDir private Path folder;

  @Test
  void aNameIsMadeOnce() {
    Path file = folder.resolve("kitty/hub");
    String name = HubNameFile.in(file);

    assertThat(name).matches("[a-z0-9]{12}");
    assertThat(HubNameFile.in(file)).isEqualTo(name);
  }

  @Test
  void aDamagedFileIsReplaced() throws Exception {
    Path file = folder.resolve("hub");
    Files.writeString(file, "not a name\n");

    assertThat(HubNameFile.in(file)).matches("[a-z0-9]{12}").isEqualTo(HubNameFile.in(file));
  }
}
