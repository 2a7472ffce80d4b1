// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * A stream of messages in partitions: what a connector implements to be read live.
 *
 * <p>{@link ReadLive} makes of it a source with decoding, a watermark for each partition, and
 * checkpoints; a feed knows how to get messages, from which place, and nothing else.
 *
 * @param <P> a position: everything that was read up to some moment, to go on from
 */
public interface Feed<P> extends Serializable {
  /**
   * Asks the other side, when a pipeline is built, whether this can be read, so that a mistake is
   * known at once. Default: it is not asked.
   *
   * @throws io.tidemark.io.record.InputException if not, within 15 seconds and in one line
   */
  default void check() {}

  /**
   * Feeds that share the partitions between them, to be read at the same time. Each has a partition
   * at least.
   *
   * @param desired how many the runner would like
   * @throws io.tidemark.io.record.InputException if there is nothing to read, or no way to it
   */
  List<? extends Feed<P>> split(int desired);

  /**
   * Starts to read.
   *
   * @param from where to go on; empty for where the feed begins
   */
  Reader<P> open(Optional<P> from) throws IOException;

  /**
   * A part of this feed, to go on where a part of an earlier one was, when a run is resumed: with
   * the same partitions, and with what else this one was given, such as credentials. Default: the
   * earlier one as it was.
   *
   * @param part of an earlier feed of the same class
   * @throws Other if positions in that one say nothing in this one
   */
  default Feed<P> resume(Feed<P> part) {
    return part;
  }

  /** The same without secrets, as it is kept in checkpoints. Default: there are none in it. */
  default Feed<P> withoutSecrets() {
    return this;
  }

  /** Writes positions into checkpoints; its bytes are part of a savepoint. */
  Coder<P> positionCoder();

  /** What is read, for logs: without a secret in it. */
  String name();

  /** Reads a feed. Used by one thread at a time. */
  interface Reader<P> extends Closeable {
    /**
     * Hands over what has come, at most some thousand messages, and returns soon where nothing has.
     * Failures of the other side that may pass are retried in here, for as long as it takes.
     *
     * @return whether there was anything
     */
    boolean poll(Output out) throws IOException;

    /**
     * Whether a poll that brought nothing means that there is nothing. False while the other side
     * cannot be asked: that is no silence, neither for the idle timeout nor for the end of a stream
     * that stops when idle.
     */
    default boolean isSilent() {
      return true;
    }

    /**
     * Whether the other side may wait for an acknowledgement before it sends more: a stream that
     * stops when idle does not end before. Default: it does not wait.
     */
    default boolean owesAcknowledgements() {
      return false;
    }

    /**
     * Whether there is more already, of event times that nobody knows yet: while there is, the
     * watermark stays where it is. Default: never, what comes next comes in its order.
     */
    default boolean isBehind() {
      return false;
    }

    /**
     * The partitions that are read, also those that have had no message yet; asked after a poll.
     */
    List<String> partitions();

    /** All that was handed over so far. */
    P position();

    /**
     * The checkpoint that holds a position is final: nothing up to it will be asked for again. May
     * come after {@link #close}, and not at all.
     */
    default void acknowledge(P position) {}
  }

  /** The feed that is to go on is another one. */
  final class Other extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String before;
    private final String now;

    /**
     * Says in some words each what was read, and what would be.
     *
     * @param before such as {@code topic 'a'}
     * @param now such as {@code topic 'b'}
     */
    public Other(String before, String now) {
      super(before + ", not " + now);
      this.before = before;
      this.now = now;
    }

    String before() {
      return before;
    }

    String now() {
      return now;
    }
  }

  /** Takes what has come. */
  interface Output {
    /** A message of a partition. */
    void add(String partition, Message message);

    /** A record of a partition that is decoded already: what comes is no text in some format. */
    void add(String partition, DecodedRecord record);
  }
}
