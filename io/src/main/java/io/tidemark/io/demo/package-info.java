/** A built-in stream to try things on: the same for the same seed, with all that goes wrong. */
package io.tidemark.io.demo;
