// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

/** Says that a connection gets no answer. It comes often and is no failure: it has no stack. */
public final class RejectedException extends Exception {

  private final RejectReason reason;

  public RejectedException(RejectReason reason) {
    super(reason.word(), null, false, false);
    this.reason = reason;
  }

  RejectReason reason() {
    return reason;
  }
}
