// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import io.tidemark.io.row.Columns;
import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/** Posts rows to a webhook. */
final class PostRows extends PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> {
  private final Webhook webhook;
  private final PostKey key;

  PostRows(Webhook webhook, PostKey key) {
    this.webhook = webhook;
    this.key = key;
  }

  @Override
  public PCollectionList<RejectedRecord> expand(PCollection<Row> rows) {
    Columns.requireWritable(rows.getSchema());
    PCollection<RejectedRecord> refused =
        rows.apply("InOneWindow", Window.into(new GlobalWindows()))
            .apply("Keys", WithKeys.of(key))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), RowCoder.of(rows.getSchema())))
            .apply("Post", ParDo.of(new PostFn(webhook, key, rows.getSchema())))
            .setCoder(RejectedRecord.coder());
    return PCollectionList.of(refused);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("address", webhook.toString()));
  }
}
