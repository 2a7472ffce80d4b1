/**
 * What help says about options, wherever they are declared, and what connectors know of Flink's.
 */
package io.tidemark.io.option;
