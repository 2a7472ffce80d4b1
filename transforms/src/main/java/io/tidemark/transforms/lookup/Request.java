// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/** A question for what a table has for a key at some event time. */
@AutoValue
public abstract class Request {
  /** The time of a request for the latest there is. */
  static final long LATEST = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  /**
   * What was in force at the request's own event time, the timestamp of its element.
   *
   * @param id goes into the answer; it need not be unique
   */
  public static Request of(String id) {
    return new AutoValue_Request(id, OptionalLong.empty());
  }

  /** What was in force at a time, which may be before or after the request's own. */
  public static Request asOf(String id, Instant time) {
    return of(id, time.toEpochMilli());
  }

  /** The newest value: what is known, or, answered consistently, what there is in the end. */
  public static Request latest(String id) {
    return of(id, LATEST);
  }

  static Request of(String id, long asOf) {
    return new AutoValue_Request(id, OptionalLong.of(Math.min(asOf, LATEST)));
  }

  /** What the answer to it is known by. */
  public abstract String id();

  /** The event time asked about, in milliseconds since 1970; empty for the request's own. */
  abstract OptionalLong asOf();

  /** Version, id, whether there is a time, and the time. */
  public static Coder<Request> coder() {
    return RequestCoder.INSTANCE;
  }

  private static final class RequestCoder extends VersionedCoder<Request> {
    private static final long serialVersionUID = 1;

    private static final RequestCoder INSTANCE = new RequestCoder();

    private RequestCoder() {
      super(1);
    }

    @Override
    protected void write(Request request, DataOutputStream out) throws IOException {
      Texts.write(request.id(), out);
      out.writeBoolean(request.asOf().isPresent());
      if (request.asOf().isPresent()) {
        Varints.writeSigned(request.asOf().getAsLong(), out);
      }
    }

    @Override
    protected Request read(DataInputStream in, int version) throws IOException {
      String id = Texts.read(in);
      return in.readBoolean() ? of(id, Varints.readSigned(in)) : of(id);
    }
  }
}
