// SPDX-License-Identifier: Apache-2.0
/**
 * How a command line becomes a run: names, options, config files, help, runners, exit codes.
 *
 * <p>A pipeline is a {@link io.tidemark.pipelines.launcher.PipelineDefinition}; a {@link
 * io.tidemark.pipelines.launcher.Launcher} reads the options it declares, builds it, runs it on the
 * runner asked for, and tells how it went in one line and an {@linkplain
 * io.tidemark.pipelines.launcher.ExitCode exit code}.
 */
package io.tidemark.pipelines.launcher;
