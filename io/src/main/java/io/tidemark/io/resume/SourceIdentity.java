// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.resume;

import io.tidemark.io.record.InputException;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a source is in its run. It is kept in savepoints with the source.
 *
 * @param option the option with its address, such as {@code input}: the source that goes on is that
 *     of the same option
 * @param stateOf options that the state of the run is made of, {@code --key=a --window=fixed:1h}:
 *     they must be the same when it goes on; empty if nobody said
 */
public record SourceIdentity(String option, String stateOf) implements Serializable {
  private static final Duration UNTIL_TOLD = Duration.ofSeconds(1);
  private static final Pattern OPTION = Pattern.compile("--(\\w+)=(.*?)(?=\\s--\\w+=|$)");

  /**
   * Compares with what a run was that is to go on as this one.
   *
   * @throws InputException that names each option which has changed, with both its values
   */
  void requireStateOf(SourceIdentity before) {
    Map<String, String> then = options(before.stateOf);
    Map<String, String> now = options(stateOf);
    String changes =
        now.keySet().stream()
            .filter(then::containsKey)
            .filter(name -> !then.get(name).equals(now.get(name)))
            .map(name -> String.format("--%s=%s, not %s", name, then.get(name), now.get(name)))
            .collect(Collectors.joining("; "));
    if (!changes.isEmpty()) {
      throw refusal("the run that is resumed has state of " + changes);
    }
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    Matcher matcher = OPTION.matcher(text);
    while (matcher.find()) {
      options.put(matcher.group(1), matcher.group(2));
    }
    return options;
  }

  /** What to say of a source that reads something else than the one that it is to go on from. */
  public InputException other(String before, String now) {
    return refusal(
        String.format("--%s: the run that is resumed reads %s, not %s", option, before, now));
  }

  /**
   * Flink tells a task what to read in more than one message. One that fails before the last is
   * said to have failed because a message was lost, so this waits until all must have been told.
   */
  private static InputException refusal(String message) {
    LockSupport.parkNanos(UNTIL_TOLD.toNanos());
    return new InputException(message);
  }
}
