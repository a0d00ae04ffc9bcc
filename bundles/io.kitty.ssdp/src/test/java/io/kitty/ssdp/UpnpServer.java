// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import io.kitty.testkit.FakeHttp;
import java.net.InetAddress;

/** A device's web server, as the fake client sees it. */
final class UpnpServer implements FakeHttp.Responder {

  private static final int PORT = 49152;

  private final InetAddress address;
  private String document;
  private int requests;
  private boolean busy;

  UpnpServer(InetAddress address, String document) {
    this.address = address;
    this.document = document;
  }

  @Override
  public DeviceResponse answer(DeviceRequest request) throws DeviceHttpException {
    if (busy) {
      throw new DeviceHttpException(Reason.BUSY, "too many requests are waiting");
    }
    if (!request.address().equals(address) || request.port() != PORT) {
      throw new DeviceHttpException(Reason.UNREACHABLE, "connection refused");
    }
    requests++;
    return FakeHttp.response(document.isEmpty() ? 500 : 200, document);
  }

  /** Sets the document served from now on; {@code ""}: requests fail. */
  void document(String now) {
    document = now;
  }

  /** Sets whether the client has too many requests. */
  void busy(boolean now) {
    busy = now;
  }

  int port() {
    return PORT;
  }

  String location() {
    return "http://" + address.getHostAddress() + ":" + port() + "/d.xml";
  }

  /** Returns the number of requests. */
  int requests() {
    return requests;
  }
}
