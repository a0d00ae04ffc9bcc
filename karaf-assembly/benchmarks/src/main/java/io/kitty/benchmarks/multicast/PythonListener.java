// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.multicast;

import io.kitty.benchmarks.PythonScript;
import java.io.IOException;
import java.util.List;

/** The plain loop in Python: receives, parses, keeps the newest announcement of each name. */
public final class PythonListener implements Listener {

  private final PythonScript script;

  /** Starts it, and returns when it is listening. */
  public PythonListener() throws Exception {
    script = new PythonScript(PythonListener.class, "listener.py", List.of());
    try {
      received();
    } catch (Exception e) {
      script.close();
      throw e;
    }
  }

  @Override
  public long received() throws IOException, InterruptedException {
    return script.ask("");
  }

  @Override
  public long pid() {
    return script.pid();
  }

  @Override
  public void close() throws Exception {
    script.close();
  }
}
