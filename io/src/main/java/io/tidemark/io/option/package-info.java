/** What help says about options, wherever they are declared. */
package io.tidemark.io.option;
