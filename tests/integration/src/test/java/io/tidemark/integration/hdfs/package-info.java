/** Files of HDFS, read, watched and written. */
package io.tidemark.integration.hdfs;
