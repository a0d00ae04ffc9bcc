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
 * Where the hub listens.
 *
 * @param address the address or host name
 * @param number the TCP port
 * @param variable the environment variable that changes it
 * @param key the key that changes it, and its file
 */
record PortSetting(String address, int number, String variable, String key) {

  private static final int TIMEOUT_MILLIS = 1000;

  /** Whether somebody listens there; an address that is not ours is another matter. */
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

  /** The sentence for whoever finds it taken. */
  String remedy() {
    return "port %d of %s is taken by another program, maybe another hub; set %s, or %s"
        .formatted(number, address, variable, key);
  }

  /** Whether whoever listens there begins with these letters. */
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
