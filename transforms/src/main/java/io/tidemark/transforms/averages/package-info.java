/**
 * Windowed averages and other statistics per key: the reference plan, made of Beam's windows,
 * triggers and a {@code CombineFn}.
 *
 * <p>The way of the data on unbounded input: {@code AdmitFn} decides lateness once per reading and
 * says which windows are still open to it; {@code AdmittedWindows} puts it into those; Beam's
 * trigger fires and the {@code CombineFn} sums exactly; {@code ResultFn} names timing and revision.
 * Bounded input has no lateness, so it goes straight into its windows.
 */
package io.tidemark.transforms.averages;
