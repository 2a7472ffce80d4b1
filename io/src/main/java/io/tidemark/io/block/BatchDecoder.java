// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Message;
import io.tidemark.io.reading.ReadingDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.joda.time.Instant;

/**
 * Decodes the messages of a live source into batches.
 *
 * <p>A message that is a plain line is parsed in place; any other, and any that the parser is not
 * sure of, by the general decoder: what becomes of it is the same. The series that were seen are
 * known from batch to batch, until they are many. Not safe for use by several threads at once.
 */
public final class BatchDecoder {
  private static final int BLOCK = 4096;

  private final ReadingCollector<ReadingBlock> collector;
  private final Optional<LineParser> lines;
  private final Optional<ReadingDecoder> decoder;
  private byte[] line = new byte[1 << 10];
  private Parts parts;

  private BatchDecoder(
      ReadingSchema schema, Optional<LineParser> lines, Optional<ReadingDecoder> decoder) {
    this.collector = new ReadingCollector<>(schema, ReadingFold.intoBlocks(BLOCK));
    this.lines = lines;
    this.decoder = decoder;
    start();
  }

  /**
   * A decoder of messages.
   *
   * @throws io.tidemark.io.record.InputException if the format cannot have the schema's fields
   */
  public static BatchDecoder ofMessages(RecordFormat format, ReadingSchema schema) {
    ReadingDecoder decoder = ReadingDecoder.ofMessages(schema, format);
    boolean inBodyAlone = schema.fields().stream().noneMatch(Message::isAttribute);
    return new BatchDecoder(
        schema,
        inBodyAlone ? LineFormat.messages(format, schema) : Optional.empty(),
        Optional.of(decoder));
  }

  /** One for records that are decoded already; it takes no messages. */
  public static BatchDecoder ofRecords(ReadingSchema schema) {
    return new BatchDecoder(schema, Optional.empty(), Optional.empty());
  }

  private void start() {
    parts = new Parts();
    collector.startBundle();
    collector.setOutput(parts);
  }

  /** Adds a message and returns its event time, {@link Batch#NO_TIME} if it has none. */
  public long add(Message message) {
    if (lines.isPresent() && parse(message.body(), lines.get())) {
      return lines.get().row().time;
    }
    return add(decoder.orElseThrow().decode(message));
  }

  /** Adds a record and returns its event time, {@link Batch#NO_TIME} if it has none. */
  public long add(DecodedRecord record) {
    collector.add(record);
    return record.time().orElse(Batch.NO_TIME);
  }

  /** Adds a body that is one line; false, and nothing is added, if that is not sure. */
  private boolean parse(byte[] body, LineParser parser) {
    int length = body.length;
    if (length > 0 && body[length - 1] == '\r') {
      return false; // to the parser it would belong to the end of the line
    }
    if (line.length < length + 1 + Bytes.SLACK) {
      line = new byte[2 * (length + 1 + Bytes.SLACK)];
    }
    System.arraycopy(body, 0, line, 0, length);
    Arrays.fill(line, length, length + 1 + Bytes.SLACK, (byte) '\n');
    return parser.parse(line, 0) == length + 1 && collector.add(parser.row());
  }

  /** What was added since the last batch. */
  public Batch batch() {
    collector.finishBundle(parts);
    Batch batch = new Batch(parts.blocks, parts.rejections, collector.ledger());
    start();
    return batch;
  }

  private static final class Parts implements ReadingCollector.Output<ReadingBlock> {
    private final List<ReadingBlock> blocks = new ArrayList<>();
    private final List<Batch.Rejection> rejections = new ArrayList<>();

    @Override
    public void emit(ReadingBlock block, Instant timestamp) {
      blocks.add(block);
    }

    @Override
    public void rejected(RejectedRecord rejected, long time) {
      rejections.add(new Batch.Rejection(time, rejected));
    }
  }
}
