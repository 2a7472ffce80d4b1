/** How a command line becomes a run. */
package io.tidemark.pipelines.launcher;
