// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TokenBucketTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Property
  void allowsTheBurstAndThenTheRate(
      @ForAll @IntRange(min = 1, max = 50) int burst,
      @ForAll @IntRange(min = 1, max = 50) int perSecond,
      @ForAll @IntRange(max = 20) int seconds) {
    TokenBucket bucket = new TokenBucket(burst, perSecond, 0);

    assertThat(taken(bucket, 0)).isEqualTo(burst);
    assertThat(taken(bucket, seconds * SECOND)).isEqualTo(Math.min(burst, perSecond * seconds));
  }

  private static int taken(TokenBucket bucket, long nanos) {
    int count = 0;
    while (bucket.take(nanos)) {
      count++;
    }
    return count;
  }
}
