// SPDX-License-Identifier: Apache-2.0
package io.kitty.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

/**
 * A port that the hub listens on.
 *
 * @param address the address or host name
 * @param number the TCP port
 * @param variable the environment variable that sets it
 * @param key the key that sets it, and its file
 */
record PortSetting(String address, int number, String variable, String key) {

  private static final int TIMEOUT_MILLIS = 1000;

  /**
   * Returns whether another program listens on the port; false if the address is not one of this
   * machine.
   */
  boolean taken() {
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(new InetSocketAddress(address, number));
      return false;
    } catch (BindException e) {
      return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("in use");
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Returns a sentence that says how to change a port in use. */
  String remedy() {
    return "port %d of %s is taken by another program, maybe another hub; set %s, or %s"
        .formatted(number, address, variable, key);
  }

  /** Returns whether the program on the port begins with this greeting. */
  boolean answers(String greeting) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, number), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      byte[] first = socket.getInputStream().readNBytes(greeting.length());
      return new String(first, US_ASCII).equals(greeting);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
