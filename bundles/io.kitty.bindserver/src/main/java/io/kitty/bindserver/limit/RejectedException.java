// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.limit;

/**
 * Thrown if a connection gets no reply. It is frequent and no failure, so it has no stack trace.
 */
public final class RejectedException extends Exception {

  private final RejectReason reason;

  public RejectedException(RejectReason reason) {
    super(reason.word(), null, false, false);
    this.reason = reason;
  }

  /** Returns why. */
  public RejectReason reason() {
    return reason;
  }
}
