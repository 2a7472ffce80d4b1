// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.Test;

/** Whose JVM it is. */
public class ExitTest {
  @Test
  public void jvmIsOurOwnUnlessFlinkLoadedTheProgram() {
    assertThat(Exit.isInsideFlink("jdk.internal.loader.ClassLoaders$AppClassLoader"), is(false));
    assertThat(Exit.isInsideFlink("java.net.URLClassLoader"), is(false));
    assertThat(Exit.isInsideFlink("org.apache.flink.util.ChildFirstClassLoader"), is(true));
  }
}
