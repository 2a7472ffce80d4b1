// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.reading.Reading;
import java.util.Optional;

/**
 * Where a window begins and ends, for statistics that heed it.
 *
 * <pre>{@code
 * SummaryAccumulator minute =
 *     new SummaryAccumulator(Statistics.parse("timeWeightedMean(1h)"));
 * minute.add(90_000, 3.0);
 * Summary summary =
 *     minute.summary(new WindowEdges(60_000, 120_000, Optional.of(Reading.of(0, 1.0)), Optional.empty()));
 * System.out.println(summary); // timeWeightedMean(1h)=2.0: half of it 1.0, half of it 3.0
 * }</pre>
 *
 * @param start the first millisecond of the window
 * @param end the millisecond after its last
 * @param before the last reading before the window, as {@link Statistic#LAST} has it, if it is
 *     known
 * @param after the first reading from its end on, of several at that time the smallest, if it is
 *     known
 */
public record WindowEdges(
    long start, long end, Optional<Reading> before, Optional<Reading> after) {}
