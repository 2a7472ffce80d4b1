/** Folders as streams: each new file is read once. */
package io.tidemark.io.watch;
