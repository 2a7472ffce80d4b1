/**
 * Rules of the house that a machine can check: who may know whom, names, Javadoc and its examples.
 */
package io.tidemark.tests.architecture;
