// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.bindserver.tls.KeyStoreDirectory;
import io.kitty.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a printer's key and certificate come from. */
class PrinterIdentityTest {

  @TempDir private Path folder;

  @Test
  void usesAConfiguredKeyStore() throws Exception {
    Path file = new KeyStoreDirectory(folder).keyStore("01P00A391800003");

    try (FakeContext context = new FakeContext()) {
      BindServerProvider provider =
          Printers.provider(
              "keystore", file.toString(), "keystore_password", KeyStoreDirectory.PASSWORD);
      provider.start(context);

      assertThat(
              provider
                  .server()
                  .orElseThrow()
                  .identity()
                  .certificate()
                  .getSubjectX500Principal()
                  .getName())
          .isEqualTo("CN=01P00A391800003");
    }
  }

  @Test
  void startsNothingWithoutAKey() throws Exception {
    try (FakeContext context = new FakeContext()) {
      BindServerProvider provider = Printers.provider("keystore", "none.p12", "announce", true);

      assertThatThrownBy(() -> provider.start(context))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Bench (01P00A391800001): the key store none.p12");
      assertThat(context.owned()).isEmpty();
      assertThat(context.ports()).isEmpty();
      assertThat(provider.server()).isEmpty();
    }
  }
}
