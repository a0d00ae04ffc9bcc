// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets through some members of each object of an array, each of them as a whole. */
final class MemberFilter extends TokenFilter {

  private final Set<String> members;

  private MemberFilter(Set<String> members) {
    this.members = members;
  }

  /** What is written to the result gets to the generator as far as it has one of these names. */
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
