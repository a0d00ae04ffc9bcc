// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Selects members of each object of an array, each with its whole value. */
final class MemberFilter extends TokenFilter {

  private final Set<String> members;

  private MemberFilter(Set<String> members) {
    this.members = members;
  }

  /** Returns a generator that passes on only the members with these names. */
  static JsonGenerator on(JsonGenerator json, Set<String> members) {
    return new FilteringGeneratorDelegate(
        json, new MemberFilter(members), TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true);
  }

  @Override
  public @Nullable TokenFilter includeProperty(String name) {
    return members.contains(name) ? TokenFilter.INCLUDE_ALL : null;
  }

  @Override
  public boolean includeEmptyObject(boolean contentsFiltered) {
    return true;
  }

  @Override
  public boolean includeEmptyArray(boolean contentsFiltered) {
    return true;
  }
}
