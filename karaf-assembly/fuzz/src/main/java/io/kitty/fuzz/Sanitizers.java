// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of Jazzer that look for faults of other sorts of programs, or help through regular
 * expressions. They are off: they cost more than half of the time.
 */
final class Sanitizers {

  private Sanitizers() {}

  /** Returns their names as Jazzer's option wants them. */
  static String names() {
    return Stream.of(
            "ClojureLangHooks",
            "Deserialization",
            "ExpressionLanguageInjection",
            "LdapInjection",
            "NamingContextLookup",
            "OsCommandInjection",
            "ReflectiveCall",
            "RegexInjection",
            "RegexRoadblocks",
            "ScriptEngineInjection",
            "ServerSideRequestForgery",
            "SqlInjection",
            "XPathInjection")
        .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
        .collect(Collectors.joining(":"));
  }
}
