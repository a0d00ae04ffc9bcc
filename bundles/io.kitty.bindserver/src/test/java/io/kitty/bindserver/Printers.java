// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.bindserver.limit.ConnectionLimits;
import io.kitty.bindserver.tls.KeyStoreDirectory;
import io.kitty.bindserver.tls.TlsIdentity;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestConfigs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Virtual printers for tests: on free ports of 127.0.0.1, all with one key. */
public final class Printers {

  static final String SERIAL = "01P00A391800001";

  private static final KeyStoreDirectory KEYS =
      new KeyStoreDirectory(Path.of("target", "test-keys"));

  private Printers() {}

  /** A configuration with overrides: pairs of method names of the annotation and values. */
  static BindServerProvider.Config config(Object... pairs) {
    Map<String, Object> values = new HashMap<>();
    values.put("serial", SERIAL);
    values.put("model", "C12");
    values.put("name", "Bench");
    values.put("bind_address", "127.0.0.1");
    values.put("plain_port", 0);
    values.put("tls_port", 0);
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return TestConfigs.with(BindServerProvider.Config.class, values);
  }

  static BindServerProvider provider(Object... pairs) throws Exception {
    return provider(ConnectionLimits.DEFAULT, new FakeClock(), pairs);
  }

  static BindServerProvider provider(ConnectionLimits limits, FakeClock clock, Object... pairs)
      throws Exception {
    identity(); // generating one takes longer than a start may
    return new BindServerProvider(config(pairs), KEYS, limits, clock::nanos);
  }

  public static TlsIdentity identity() throws Exception {
    return TlsIdentity.read(KEYS.keyStore(SERIAL), KeyStoreDirectory.PASSWORD);
  }
}
