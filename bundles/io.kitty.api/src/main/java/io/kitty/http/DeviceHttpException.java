// SPDX-License-Identifier: Apache-2.0
package io.kitty.http;

import java.io.IOException;

/** There is no response to a request. The message may quote untrusted text. */
public final class DeviceHttpException extends IOException {

  private static final long serialVersionUID = 1;

  /** Why there is no response. */
  public enum Reason {
    /** The address or port is one to which nothing is sent. */
    FORBIDDEN,
    /** Too many requests are waiting. */
    BUSY,
    /** No connection could be made, or it broke before there was a usable response. */
    UNREACHABLE,
    /** There was no usable response before the deadline. */
    TIMEOUT,
    /** The response is not HTTP, or has headers that cannot be read. */
    MALFORMED,
    /** The headers or the body exceed their maximum size. */
    TOO_LARGE,
    /** The context has been closed. */
    CLOSED
  }

  private final Reason reason;

  public DeviceHttpException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns why there is no response. */
  public Reason reason() {
    return reason;
  }
}
