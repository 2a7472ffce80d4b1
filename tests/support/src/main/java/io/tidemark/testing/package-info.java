/** What tests of several modules share: timelines that read like a story, and the runners. */
package io.tidemark.testing;
