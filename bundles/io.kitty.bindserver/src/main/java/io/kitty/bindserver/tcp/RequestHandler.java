// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

/** Knows what to say to whom asks. Called by one thread at a time; returns at once. */
@FunctionalInterface
public interface RequestHandler {

  /**
   * The answer to a question, both without their frames.
   *
   * @throws Refused if there is none
   */
  byte[] answer(byte[] question) throws RejectedException;
}
