// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The rules of all files. Thread-safe. */
@Component(service = RuleSet.class)
public final class RuleSet {

  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private volatile Runnable listener = () -> {};

  @Activate
  public RuleSet() {}

  void add(Rule rule) {
    rules.add(rule);
    listener.run();
  }

  void remove(Rule rule) {
    rules.remove(rule);
    listener.run();
  }

  /** Returns the rules, by name. */
  public List<Rule> all() {
    return rules.stream().sorted(Comparator.comparing(Rule::name)).toList();
  }

  /** Sets what is called after each change. */
  public void listen(Runnable onChange) {
    listener = onChange;
  }
}
