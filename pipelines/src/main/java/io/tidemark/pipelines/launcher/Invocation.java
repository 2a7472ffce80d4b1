// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A command line, as a {@link Command} gets it.
 *
 * @param arguments what comes after the name of the command
 * @param out for results
 * @param err for everything else
 * @param tidemark runs another command line and returns what it would exit with
 */
public record Invocation(
    List<String> arguments,
    PrintStream out,
    PrintStream err,
    ToIntFunction<List<String>> tidemark) {}
