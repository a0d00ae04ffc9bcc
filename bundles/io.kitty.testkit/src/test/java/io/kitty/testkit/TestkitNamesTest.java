// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.testkit.architecture.NamesTest;

/** Checks the names in the testkit and in the API, which the testkit depends on. */
class TestkitNamesTest extends NamesTest {}
