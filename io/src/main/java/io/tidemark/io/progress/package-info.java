/** How far the sources of a run are: as metrics, and as a line a minute in the log. */
package io.tidemark.io.progress;
