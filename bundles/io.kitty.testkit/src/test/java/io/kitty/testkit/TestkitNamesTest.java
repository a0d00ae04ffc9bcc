// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

/** The testkit and the API, which stands below it, keep to the same names. */
class TestkitNamesTest extends NamesTest {}
