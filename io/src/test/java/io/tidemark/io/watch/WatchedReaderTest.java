// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.watch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.github.luben.zstd.Zstd;
import io.tidemark.io.RandomCases;
import io.tidemark.io.SetClock;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.live.Feed;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Message;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WatchedReaderTest {
  private static final long INTERVAL = 1000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final SetClock clock = new SetClock();
  private final List<String> read = new ArrayList<>();
  private final List<RejectedRecord> rejected = new ArrayList<>();
  private long interval = INTERVAL;
  private WatchedReader reader;

  @Test
  public void aFileIsReadAfterTwoLooksAtWhichItWasTheSame() throws Exception {
    reader = reader(WatchPosition.START);
    write("a.csv", "v,1");

    assertThat(poll(), is(false));
    assertThat(reader.isSilent(), is(false));
    clock.now += INTERVAL - 1;
    assertThat(poll(), is(false));
    write("a.csv", "v,1,2"); // somebody is still writing
    clock.now += 1;
    assertThat(poll(), is(false));
    assertThat(reader.isSilent(), is(false));
    clock.now += INTERVAL;
    assertThat(poll(), is(true));
    assertThat(read, contains("1", "2"));
    assertThat(poll(), is(false));
    assertThat(reader.isSilent(), is(true));
  }

  @Test
  public void aFileDoesNotWaitForALongIntervalToPass() throws Exception {
    interval = 3_600_000;
    write("a.csv", "v,1");
    reader = reader(WatchPosition.START);
    poll();
    clock.now += 9_999;
    assertThat(poll(), is(false));
    clock.now += 1;
    assertThat(poll(), is(true));
    write("b.csv", "v,2");
    clock.now += interval - 1;
    poll();
    assertThat(reader.isSilent(), is(true)); // it has not looked
    clock.now += 1;
    poll();
    clock.now += 10_000;
    poll();

    assertThat(read, contains("1", "2"));
  }

  @Test
  public void filesAreReadByTheirTimeAndThenTheirName() throws Exception {
    write("c.csv", "v,1");
    write("b.csv", "v,3");
    write("a.csv", "v,2");
    touch("c.csv", 1_000);
    touch("b.csv", 2_000);
    touch("a.csv", 2_000);
    start();

    assertThat(read, contains("1", "2", "3"));
  }

  @Test
  public void itIsBehindUntilAllFilesOfALookAreRead() throws Exception {
    write("a.csv", numbers(0, 5_000));
    write("b.csv", numbers(5_000, 5_001));
    reader = reader(WatchPosition.START);

    poll();
    assertThat(reader.isBehind(), is(true)); // one look does not tell
    clock.now += INTERVAL;
    poll();
    assertThat(read.size(), equalTo(4_096));
    assertThat(reader.isBehind(), is(true));
    poll();
    assertThat(read.size(), equalTo(5_001));
    poll();
    assertThat(reader.isBehind(), is(false));
  }

  @Test
  public void eachFileHasItsOwnHeaderFormatAndZip() throws Exception {
    write("a.csv", "v,1");
    write("b.csv", "x,v", "0,2");
    write("c.jsonl", "{\"v\":3}");
    Files.write(path("d.csv.gz"), gzip("v\n4\n"));
    Files.write(path("e.csv.zst"), Zstd.compress("v\n5\n".getBytes(StandardCharsets.UTF_8)));
    write("f.csv", "v");
    write("g.csv");
    write("h.txt", "v,7");
    touchAll(1_000);
    start();

    assertThat(read, contains("1", "2", "3", "4", "5"));
    assertThat(rejected, empty());
    assertThat(reader.isSilent(), is(true));
    write("g.csv", "v,6"); // nobody has read it while it was empty
    twoLooks();
    assertThat(read.get(5), equalTo("6"));
  }

  @Test
  public void aFileThatIsChangedAfterwardsIsNotReadAgain() throws Exception {
    write("a.csv", "v,1");
    start();
    write("a.csv", "v,1,2");
    twoLooks();

    assertThat(read, contains("1"));
  }

  @Test
  public void aFileThatIsGoneIsForgotten() throws Exception {
    write("a.csv", "v,1");
    write("b.csv", "v,2");
    start();
    assertThat(reader.position().read().size(), equalTo(2));
    Files.delete(path("a.csv"));
    twoLooks();

    assertThat(reader.position().read().keySet(), contains(path("b.csv").toString()));
  }

  @Test
  public void aFolderThatIsAwayForAWhileIsNotReadAgain() throws Exception {
    write("a.csv", "v,1");
    start();
    Files.move(path("a.csv"), folder.getRoot().toPath().resolve("a"));
    twoLooks();
    Files.move(folder.getRoot().toPath().resolve("a"), path("a.csv"));
    twoLooks();

    assertThat(read, contains("1"));
  }

  @Test
  public void brokenRecordsAreRejectedWithFileAndLine() throws Exception {
    write("a.csv", "v,1,x,3");
    start();

    assertThat(read, contains("1", "3"));
    assertThat(rejected.get(0).source(), equalTo(path("a.csv") + ":3"));
  }

  @Test
  public void aFileThatIsBrokenAsAWholeIsARejectedRecord() throws Exception {
    write("a.csv", "w,1");
    byte[] zipped = gzip("v\n" + "1\n2\n3\n".repeat(20_000));
    Files.write(path("b.csv.gz"), Arrays.copyOf(zipped, zipped.length - 20));
    write("c.csv", "v,9");
    touchAll(1_000);
    start();

    assertThat(read.get(read.size() - 1), equalTo("9"));
    assertThat(rejected.get(0).source(), equalTo(path("a.csv").toString()));
    assertThat(rejected.get(0).reason(), startsWith("no column 'v'"));
    assertThat(rejected.get(1).source(), equalTo(path("b.csv.gz").toString()));
    assertThat(
        rejected.get(1).reason(), startsWith("gzip stream is truncated or corrupt after line "));
    assertThat(reader.position().read().size(), equalTo(3));
  }

  @Test
  public void aFileThatCannotBeReadIsTriedAgain() throws Exception {
    write("a.csv", numbers(0, 5_000));
    write("b.csv", "v,6000");
    touchAll(1_000);
    reader = reader(WatchPosition.START);
    poll();
    clock.now += INTERVAL;
    poll(); // both are known now, and b is not open yet
    Path away = folder.getRoot().toPath().resolve("b");
    Files.move(path("b.csv"), away);
    poll();
    assertThat(read.size(), equalTo(5_000));
    assertThat(poll(), is(false));
    assertThat(reader.isSilent(), is(false));
    assertThat(reader.isBehind(), is(true));
    Files.move(away, path("b.csv"));
    twoLooks();

    assertThat(read.get(5_000), equalTo("6000"));
    assertThat(rejected, empty());
    assertThat(reader.isSilent(), is(true));
  }

  @Test
  public void theRestOfAFileThatIsGoneIsARejectedRecord() throws Exception {
    write("a.csv", numbers(0, 6_000));
    write("b.csv", "v,9");
    touchAll(1_000);
    reader = reader(WatchPosition.START);
    poll();
    clock.now += INTERVAL;
    poll();
    reader = reader(CoderUtils.clone(WatchPosition.coder(), reader.position()));
    Files.delete(path("a.csv"));
    twoLooks();

    assertThat(rejected.get(0).source(), equalTo(path("a.csv").toString()));
    assertThat(
        rejected.get(0).reason(), equalTo("is gone; 4096 records of it were read, and no more"));
    assertThat(read.get(4_096), equalTo("9"));
    assertThat(reader.isSilent(), is(true));
  }

  /** Files come at any time, it is cut anywhere, and goes on from a position it had, encoded. */
  @Test
  public void eachRecordIsReadOnceWhereverItIsCut() {
    RandomCases.run(
        30,
        random -> {
          folder.delete();
          folder.create();
          List<String> expected = new ArrayList<>();
          List<String> kept = new ArrayList<>();
          WatchPosition position = WatchPosition.START;
          reader = reader(position);
          read.clear();
          for (int step = 0; step < 60 || !reader.isSilent(); step++) {
            if (step < 40 && random.nextInt(3) == 0) {
              int from = expected.size();
              int to = from + random.nextInt(3_000);
              write("f" + random.nextInt(1_000) + "-" + step + ".csv", numbers(from, to));
              expected.addAll(List.of(numbers(from, to).substring(1).split(",", -1)));
              expected.remove("");
            }
            clock.now += random.nextInt((int) INTERVAL);
            poll();
            if (random.nextInt(4) == 0) { // a checkpoint
              position = CoderUtils.clone(WatchPosition.coder(), reader.position());
              kept.addAll(read);
              read.clear();
            } else if (random.nextInt(8) == 0) { // a failure
              read.clear();
              reader.close();
              reader = reader(position);
            }
          }
          kept.addAll(read);
          kept.sort(null);
          expected.sort(null);
          assertThat(kept, equalTo(expected));
        });
  }

  @Test
  public void mistakesAreKnownAtTheStart() throws Exception {
    write("a.csv", "w,1");
    WatchedFiles feed = feed(folder.getRoot() + "/in/*.csv");

    assertThat(
        assertThrows(InputException.class, feed::check).getMessage(),
        startsWith(path("a.csv") + ": no column 'v'"));
    write("b.csv", "v,1");
    feed.check();
    String absent = folder.getRoot() + "/absent/";
    for (String input : List.of(absent, absent + "*.csv")) {
      assertThat(
          assertThrows(InputException.class, () -> feed(input).check()).getMessage(),
          equalTo("--input=" + input + ": there is no " + folder.getRoot() + "/absent to watch"));
    }
  }

  @Test
  public void theFeedTravels() {
    SerializableUtils.ensureSerializable(feed("in/"));
    assertThat(feed("in/").split(4).size(), equalTo(1));
  }

  private void start() throws IOException {
    reader = reader(WatchPosition.START);
    twoLooks();
  }

  private void twoLooks() throws IOException {
    for (int look = 0; look < 2; look++) {
      clock.now += INTERVAL;
      while (poll()) {
        // There may be more.
      }
    }
  }

  private boolean poll() throws IOException {
    return reader.poll(new Taken());
  }

  private WatchedReader reader(WatchPosition from) {
    return (WatchedReader) feed(folder.getRoot() + "/in/").open(Optional.of(from));
  }

  private WatchedFiles feed(String input) {
    return new WatchedFiles(
        InputFiles.of(input),
        RecordFormat.byFileName(),
        ReadingSchema.ofValues("v"),
        Duration.ofMillis(interval),
        clock);
  }

  private Path path(String name) {
    return folder.getRoot().toPath().resolve("in").resolve(name);
  }

  /** Writes lines, given with commas between them or one by one. */
  private void write(String name, String... lines) throws IOException {
    Files.createDirectories(path(name).getParent());
    List<String> all = lines.length == 1 ? List.of(lines[0].split(",", -1)) : List.of(lines);
    Files.write(path(name), all);
  }

  private static String numbers(int from, int to) {
    StringBuilder lines = new StringBuilder("v");
    for (int i = from; i < to; i++) {
      lines.append(',').append(i);
    }
    return lines.toString();
  }

  private void touch(String name, long time) throws IOException {
    Files.setLastModifiedTime(path(name), FileTime.fromMillis(time));
  }

  private void touchAll(long time) throws IOException {
    for (String name : path("").toFile().list()) {
      touch(name, time);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private final class Taken implements Feed.Output {
    @Override
    public void add(String partition, Message message) {
      throw new AssertionError("a file has no messages");
    }

    @Override
    public void add(String partition, DecodedRecord record) {
      rejected.addAll(record.rejections());
      if (record.rejections().isEmpty()) {
        read.add(Long.toString((long) record.value(0)));
      }
    }
  }
}
