/** A process that is a whole HDFS. */
package io.tidemark.testing.hdfs;
